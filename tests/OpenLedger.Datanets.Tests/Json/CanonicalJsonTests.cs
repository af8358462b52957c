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

    /// <summary>RFC 8785 appendix B: IEEE 754 doubles and how they are printed.</summary>
    [Theory]
    [InlineData(0x0000000000000000UL, "0")]
    [InlineData(0x8000000000000000UL, "0")]
    [InlineData(0x0000000000000001UL, "5e-324")]
    [InlineData(0x8000000000000001UL, "-5e-324")]
    [InlineData(0x7fefffffffffffffUL, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffffUL, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000UL, "9007199254740992")]
    [InlineData(0xc340000000000000UL, "-9007199254740992")]
    [InlineData(0x4430000000000000UL, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5UL, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6UL, "1e+23")]
    [InlineData(0x44b52d02c7e14af7UL, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4eUL, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4fUL, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50UL, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8cUL, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8dUL, "0.000001")]
    [InlineData(0x41b3de4355555553UL, "333333333.3333332")]
    [InlineData(0x41b3de4355555554UL, "333333333.33333325")]
    [InlineData(0x41b3de4355555555UL, "333333333.3333333")]
    [InlineData(0x41b3de4355555556UL, "333333333.3333334")]
    [InlineData(0x41b3de4355555557UL, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696UL, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959UL, "1424953923781206.2")]
    public void Text_OfTheDoublesOfRfc8785_IsTheOnePrintedThere(ulong bits, string expected)
    {
        Assert.Equal(expected, CanonicalJson.Text(JsonValue.Create(BitConverter.UInt64BitsToDouble(bits))));
        Assert.Equal(expected, CanonicalJson.Text(JsonNode.Parse(expected)));
    }

    [Theory]
    [InlineData(0x7fffffffffffffffUL)]
    [InlineData(0x7ff0000000000000UL)]
    public void Text_OfADoubleThatIsNoNumber_IsRefused(ulong bits) =>
        Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Text(JsonValue.Create(BitConverter.UInt64BitsToDouble(bits))));

    [Theory]
    [InlineData("9007199254740994")]
    [InlineData("-18014398509481984")]
    [InlineData("-0")]
    public void Text_OfAWholeNumberThatADoubleHolds_KeepsItsDigits(string written) =>
        Assert.Equal(written == "-0" ? "0" : written, CanonicalJson.Text(JsonNode.Parse(written)));

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("-9223372036854775807")]
    [InlineData("295147905179352825856")]
    [InlineData("123456789012345678901234567890")]
    public void Text_OfAWholeNumberThatWouldLoseDigits_IsRefused(string written)
    {
        var refused = Assert.Throws<ArgumentException>(() => CanonicalJson.Text(JsonNode.Parse(written)));

        Assert.Contains("Write it as a text.", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CanonicalJson.Text(JsonValue.Create((1L << 53) + 1)));
    }

    [Fact]
    public void Bytes_OfHalfASurrogatePair_AreRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Bytes(JsonValue.Create("\ud800")));
}
