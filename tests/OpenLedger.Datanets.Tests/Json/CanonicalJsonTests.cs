using System.Text.Json.Nodes;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Tests.Json;

public class CanonicalJsonTests
{
    [Fact]
    public void Text_OfTheExampleOfRfc8785_IsTheSpellingPrintedThere()
    {
        // RFC 8785 section 3.2.2 and its canonical form in 3.2.3.
        var value = JsonNode.Parse(
            """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """);

        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            CanonicalJson.Text(value));
    }

    [Fact]
    public void Text_OfNames_IsOrderedByUtf16Units()
    {
        // RFC 8785 section 3.2.3.
        var value = JsonNode.Parse("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew","1":"One","\ud83d\ude00":"Smiley","\u0080":"Control","\u00f6":"o"}""")!.AsObject();

        var ordered = JsonNode.Parse(CanonicalJson.Text(value))!.AsObject().Select(field => field.Value!.GetValue<string>());

        Assert.Equal(["Carriage Return", "One", "Control", "o", "Euro Sign", "Smiley", "Hebrew"], ordered);
    }

    [Theory]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("999999999999999900000", "999999999999999900000")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("-0.0", "0")]
    [InlineData("1.0", "1")]
    [InlineData("123456.789", "123456.789")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-1E-3", "-0.001")]
    public void Text_OfANumber_IsAsEcmaScriptPrintsIt(string written, string expected) =>
        Assert.Equal(expected, CanonicalJson.Text(JsonNode.Parse(written)));

    [Fact]
    public void Text_OfAWholeNumberThatADoubleCannotHold_IsRefused() =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Text(JsonValue.Create((1L << 53) + 1)));

    [Fact]
    public void Bytes_OfHalfASurrogatePair_AreRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Bytes(JsonValue.Create("\ud800")));
}
