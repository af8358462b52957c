using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Tests.Json;

public class StrictJsonTests
{
    [Fact]
    public void Parse_OfNumbers_KeepsTheirSpelling()
    {
        var numbers = (JsonArray)Parse("[1, -100, 1.0, 1e2, -0, 12345678901234567890]")!;

        Assert.Equal(["1", "-100", "1.0", "1e2", "-0", "12345678901234567890"], numbers.Select(number => number!.ToJsonString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}")]
    [InlineData("[1,]")]
    [InlineData("// comment\n1")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udfff\":1}")]
    [InlineData("\"a\u0000b\"")]
    public void Parse_OfAnythingElse_IsRefused(string json) => Assert.Throws<StrictJsonException>(() => Parse(json));

    [Fact]
    public void Parse_OfBytesThatAreNotUtf8_IsRefused()
    {
        Assert.Throws<StrictJsonException>(() => StrictJson.Parse([(byte)'"', 0xC3, (byte)'"']));
        Assert.Throws<StrictJsonException>(() => StrictJson.Parse([(byte)'"', 0xED, 0xA0, 0x80, (byte)'"']));
    }

    [Fact]
    public void Parse_TooDeepOrTooMany_IsRefused()
    {
        Assert.NotNull(Parse(new string('[', StrictJson.MaxDepth) + new string(']', StrictJson.MaxDepth)));
        Assert.Throws<StrictJsonException>(() => Parse(new string('[', StrictJson.MaxDepth + 1) + new string(']', StrictJson.MaxDepth + 1)));
        Assert.Throws<StrictJsonException>(() => Parse($"[{string.Join(',', Enumerable.Repeat("1", StrictJson.MaxValues))}]"));
    }

    [Fact]
    public void Parse_OfAProblem_NamesItsPlace()
    {
        var problem = Assert.Throws<StrictJsonException>(() => Parse("{\n  \"é\": 1,\n  \"ü\": 2, \"é\": 3}"));

        Assert.Equal((3, 11), (problem.Line, problem.Column));
        Assert.Contains("twice", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseObject_OfFields_KnowsWhereEachStands()
    {
        var places = new Dictionary<string, JsonPlace>();

        StrictJson.ParseObject("{\"a\": {\"x\": 1},\n \"b\": 2}"u8, places);

        Assert.Equal(new JsonPlace(1, 2), places["a"]);
        Assert.Equal(new JsonPlace(2, 2), places["b"]);
        Assert.Equal(2, places.Count);
    }

    [Fact]
    public void Canonical_OfEqualValues_IsOneSpelling()
    {
        var text = new StringBuilder();

        CanonicalJson.Write(Parse("{ \"b\" : [1, true , null],\t\"a\": \"\\u00e9\\n\\u0001\\\"/\\/\" }"), text);

        Assert.Equal("{\"a\":\"é\\n\\u0001\\\"//\",\"b\":[1,true,null]}", text.ToString());
    }

    private static JsonNode? Parse(string json) => StrictJson.Parse(Encoding.UTF8.GetBytes(json));
}
