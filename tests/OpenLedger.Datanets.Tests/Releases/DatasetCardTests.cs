using System.Text.Json.Nodes;
using OpenLedger.Datanets.Releases;

namespace OpenLedger.Datanets.Tests.Releases;

public class DatasetCardTests
{
    [Fact]
    public async Task Card_BeginsWithFrontMatter_AsTheHubReadsIt()
    {
        var made = (await SampleRelease.MakeAsync(SampleRelease.Draft, SampleRelease.Entries(50)))!;

        Assert.StartsWith(
            "---\npretty_name: \"Bread: \\\"sour\\\" & sweet\"\nlanguage:\n- \"en\"\n- \"de\"\nlicense:\n- \"cc-by-4.0\"\nsize_categories:\n- \"n<1K\"\ntags:\n- \"openledger\"\n- \"datanet\"\nconfigs:\n- config_name: messages\n  data_files:\n  - split: train\n    path: \"messages/train.jsonl\"\n",
            made.Card,
            StringComparison.Ordinal);
        Assert.Contains("| Bread / Rye | 25 |", made.Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Two\n\nparagraphs with `code`.", "Two\n\nparagraphs with `code`.")]
    [InlineData("a <!-- end of own words --> b", "a  b")]
    [InlineData("---\nlicense: mit\n---", "---\nlicense: mit\n---")]
    [InlineData("a <!-- end of <!-- own words -->own words --> b", "a  b")]
    [InlineData("", "")]
    public async Task OwnWords_AreTakenOver(string words, string kept)
    {
        var made = (await SampleRelease.MakeAsync(SampleRelease.Draft with { OwnWords = words }, SampleRelease.Entries(3)))!;

        Assert.Equal(kept, DatasetCard.OwnWordsOf(made.Card));
        Assert.Single(made.Card.Split("license:\n- \"cc-by-4.0\"")[1..]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("# Another card")]
    [InlineData("<!-- end of own words --> <!-- own words -->")]
    public void OwnWords_OfAnotherCard_AreNone(string? card) => Assert.Equal("", DatasetCard.OwnWordsOf(card));

    [Fact]
    public async Task Title_OfSeveralLines_StaysInItsPlace()
    {
        var made = (await SampleRelease.MakeAsync(SampleRelease.Draft with { Title = "a\n---\nlicense: \"mit\"" }, SampleRelease.Entries(3)))!;

        Assert.StartsWith("---\npretty_name: \"a --- license: \\\"mit\\\"\"\nlanguage", made.Card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Croissant_NamesEveryFileWithItsHash()
    {
        var made = (await SampleRelease.MakeAsync(SampleRelease.Draft, SampleRelease.Entries(50)))!;

        var croissant = JsonNode.Parse(Croissant.Write(made.Manifest, "Bread", "Teaches."))!;

        Assert.Equal(made.Manifest.Files.Select(file => file.Sha256), croissant["distribution"]!.AsArray().Select(file => file!["sha256"]!.GetValue<string>()));
        Assert.Equal("http://mlcommons.org/croissant/1.0", croissant["conformsTo"]!.GetValue<string>());
        Assert.Equal("2026-11-25", croissant["datePublished"]!.GetValue<string>());
        var ids = croissant["distribution"]!.AsArray().Select(file => file!["@id"]!.GetValue<string>()).ToHashSet();
        Assert.All(croissant["recordSet"]!.AsArray().SelectMany(set => set!["field"]!.AsArray()), field => Assert.Contains(field!["source"]!["fileObject"]!["@id"]!.GetValue<string>(), ids));
    }
}
