using System.Text;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Studio.Tests.Data.Import;

/// <summary>Other people's files: what the import makes of them is what the trainer reads in them.</summary>
public sealed class FixtureTests
{
    [Theory]
    [InlineData(91, "sft-datasets", "identity.json")]
    [InlineData(-1, "sft-datasets", "v1_sft_demo.jsonl")]
    [InlineData(3, "sft-datasets", "ms-swift", "alpaca.jsonl")]
    [InlineData(3, "sft-datasets", "ms-swift", "chatml.jsonl")]
    [InlineData(3, "sft-datasets", "ms-swift", "conversations.jsonl")]
    [InlineData(3, "sft-datasets", "ms-swift", "sharegpt.jsonl")]
    [InlineData(3, "sft-datasets", "ms-swift", "swift_multi.jsonl")]
    [InlineData(3, "sft-datasets", "ms-swift", "swift_single.jsonl")]
    [InlineData(7473, "gsm8k", "train.jsonl")]
    [InlineData(-1, "torchtune", "alpaca_tiny.json")]
    public void File_SaysToTheTrainer_WhatItSaidBefore(int rows, params string[] path)
    {
        var file = Checkout.Fixture(path);
        var before = ExampleReader.Read(file, CancellationToken.None).Select(example => example.Id).ToList();

        var imported = Imported.OfFile(file, options: Imported.Everything);

        var lines = string.Join('\n', imported.Examples.Select(example => example.ToJsonString(CanonicalExample.Spelling)));
        var after = ExampleReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(lines)), "import", CancellationToken.None).Select(example => example.Id);
        Assert.Equal(before, after);
        Assert.True(rows < 0 || rows == before.Count, $"{before.Count} rows");
        Assert.Empty(imported.Report.Problems);
        Assert.False(imported.Form.IsGuess);
    }

    [Fact]
    public void BundledSets_AreRead()
    {
        Assert.Equal(200, Imported.OfFile(Path.Combine(Checkout.Root, "starter-set", "entries.jsonl")).Examples.Count);
        Assert.Equal(400, Imported.OfFile(Path.Combine(Checkout.Root, "models", "general-rehearsal.jsonl"), options: Imported.Everything).Examples.Count);
    }
}
