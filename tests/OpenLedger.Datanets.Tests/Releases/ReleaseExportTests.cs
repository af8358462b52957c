using System.Text;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Releases;

namespace OpenLedger.Datanets.Tests.Releases;

public class ReleaseExportTests
{
    private static readonly SplitPlan Splits = SplitPlan.Usual("seed-1");

    [Fact]
    public async Task Exports_MadeAgain_AreTheFilesOfTheManifest()
    {
        ReleaseEntry[] entries =
        [
            .. SampleRelease.Entries(60),
            .. Enumerable.Range(60, 20).Select(number => SampleRelease.Entry(number, EntryContent.Conversation(("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d")))),
            .. Enumerable.Range(80, 20).Select(number => SampleRelease.Entry(number, EntryContent.Preference("p", "good", "bad"))),
            .. Enumerable.Range(100, 20).Select(number => SampleRelease.Entry(number, EntryContent.Passage("text", "title"))),
        ];
        var made = (await SampleRelease.MakeAsync(SampleRelease.Draft, entries))!;

        // As a studio keeps them: the cores as they were hashed.
        var kept = made.Entries.Select(entry => ReleaseEntry.TryRead(Encoding.UTF8.GetString(entry.CoreBytes()))!).ToArray();
        foreach (var file in made.Manifest.Files)
        {
            var split = Path.GetFileNameWithoutExtension(file.Name);
            var (written, bytes) = await WriteAsync(kept, ReleaseFormats.TryParse(file.Format)!.Value, split);

            Assert.Equal(file, written);
            Assert.Equal(file.Sha256, ReleaseManifest.Sha256(bytes));
            Assert.Equal(file.Bytes, bytes.Length);
        }

        Assert.Equal(120, made.Manifest.Files.Where(file => file.Format == "csv").Sum(file => file.Rows));
        Assert.Equal(80, made.Manifest.Files.Where(file => file.Format == "messages").Sum(file => file.Rows));
        Assert.Equal(60, made.Manifest.Files.Where(file => file.Format == "alpaca").Sum(file => file.Rows));
    }

    [Theory]
    [InlineData(ReleaseFormat.Messages, "{\"messages\":[{\"content\":\"Kurz.\",\"role\":\"system\"},{\"content\":\"q\",\"role\":\"user\"},{\"content\":\"a\",\"role\":\"assistant\"}]")]
    [InlineData(ReleaseFormat.Alpaca, "{\"input\":\"\",\"instruction\":\"q\",\"output\":\"a\",\"system\":\"Kurz.\"")]
    public void Row_OfAPairWithSystem_HasTheFieldsOfItsFormat(ReleaseFormat format, string fields)
    {
        var entry = SampleRelease.Entry(2, EntryContent.PromptResponse("q", "a", "Kurz."));
        var row = System.Text.Json.Nodes.JsonNode.Parse(ReleaseExport.RowOf(entry, format)!)!.AsObject();
        row.Remove("entryId");
        row.Remove("category");
        row.Remove("licence");

        Assert.Equal(fields + "}", OpenLedger.Datanets.Json.CanonicalJson.Text(row));
    }

    [Fact]
    public void Row_OfAFormThatCannotHoldIt_IsNone()
    {
        Assert.Null(ReleaseExport.RowOf(SampleRelease.Entry(1, EntryContent.PromptResponse("q", "a", "s")), ReleaseFormat.PromptCompletion));
        Assert.Null(ReleaseExport.RowOf(SampleRelease.Entry(1, EntryContent.Preference("q", "a", "b")), ReleaseFormat.Messages));
        Assert.Null(ReleaseExport.RowOf(SampleRelease.Entry(1, EntryContent.Passage("q")), ReleaseFormat.Alpaca));
        Assert.Null(ReleaseExport.RowOf(SampleRelease.Entry(1, EntryContent.Conversation(("user", "a"), ("assistant", "b"), ("user", "c"))), ReleaseFormat.Alpaca));
        Assert.Null(ReleaseExport.RowOf(SampleRelease.Entry(1), ReleaseFormat.Preference));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    public void Cell_ThatASpreadsheetWouldCompute_IsText(string text, string cell) => Assert.Equal(cell, ReleaseExport.Cell(text));

    [Fact]
    public void Split_OfAnEntry_IsAMatterOfIdAndSeedAlone()
    {
        var entries = SampleRelease.Entries(20_000);
        var shares = entries.CountBy(entry => Splits.Of(entry.Id)).ToDictionary();

        Assert.All(Splits.Shares, share => Assert.InRange(shares[share.Name] / 20_000.0, share.Share - 0.01, share.Share + 0.01));
        Assert.All(entries.Take(100), entry => Assert.Equal(Splits.Of(entry.Id), SplitPlan.Usual("seed-1").Of(entry.Id)));
        Assert.Contains(entries, entry => Splits.Of(entry.Id) != SplitPlan.Usual("seed-2").Of(entry.Id));
    }

    [Fact]
    public void Splits_ThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new SplitPlan("s"));
        Assert.Throws<ArgumentException>(() => new SplitPlan("s", new SplitShare("train", 0.5)));
        Assert.Throws<ArgumentException>(() => new SplitPlan("s", new SplitShare("../x", 1)));
        Assert.Throws<ArgumentException>(() => new SplitPlan("s", new SplitShare("a", 0.5), new SplitShare("a", 0.5)));
    }

    private static async Task<(ManifestFile File, byte[] Bytes)> WriteAsync(ReleaseEntry[] entries, ReleaseFormat format, string split)
    {
        using var output = new MemoryStream();
        var file = await ReleaseExport.WriteAsync(entries.ToAsyncEnumerable(), format, Splits, split, output, TestContext.Current.CancellationToken);
        return (file, output.ToArray());
    }
}
