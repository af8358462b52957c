using System.Text.Json.Serialization;
using OpenLedger.Studio.Features.Data.Import;
using Parquet;
using Parquet.Meta;
using Parquet.Serialization;

namespace OpenLedger.Studio.Tests.Data.Import;

public sealed class ParquetTests
{
    [Fact]
    public async Task QuestionsAndAnswers_AreRead_GroupByGroup()
    {
        var rows = Enumerable.Range(0, 250).Select(number => new Pair { Question = $"What is {number}?", Answer = $"The number {number}.", Score = number }).ToList();

        var imported = Imported.Of("a.parquet", await FileOfAsync(rows, new ParquetOptions { RowGroupSize = 100 }));

        Assert.Equal(FileKind.Parquet, imported.Form.Kind);
        Assert.Equal(250, imported.Examples.Count);
        Assert.Equal("user: What is 249? | assistant: The number 249.", imported.Said(249));
        Assert.Equal(["Score"], imported.Form.Unused);
    }

    [Fact]
    public async Task Messages_AreRead_AsListsOfObjects()
    {
        var row = new Talk { Messages = [new Turn { Role = "user", Content = "When does it open?" }, new Turn { Role = "assistant", Content = "At nine." }] };

        var imported = Imported.Of("a.parquet", await FileOfAsync([row]));

        Assert.Equal("user: When does it open? | assistant: At nine.", imported.Said(0));
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Brotli)]
    public async Task Compressions_AreAllRead(CompressionMethod method) =>
        Assert.Equal("user: a | assistant: b", Imported.Of("a.parquet", await FileOfAsync([new Pair { Question = "a", Answer = "b" }], new ParquetOptions { CompressionMethod = method })).Said(0));

    [Fact]
    public async Task RowGroup_ThatUnpacksToTooMuch_IsRefused_BeforeItIsRead()
    {
        var rows = Enumerable.Range(0, 100).Select(number => new Pair { Question = $"{number}{new string('x', 50_000)}", Answer = "b" }).ToList();

        var imported = Imported.Of("a.parquet", await FileOfAsync(rows), limits: ImportLimits.Default with { RowGroupBytes = 1 << 20 });

        Assert.Contains("Row group 1 unpacks to more than 1 MB", imported.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedFiles_AreRefusedInASentence()
    {
        var whole = await FileOfAsync(Enumerable.Range(0, 50).Select(number => new Pair { Question = $"What is {number}?", Answer = $"{number}" }).ToList());
        var random = new Random(5);
        Assert.Contains("cannot be read", Imported.Of("a.parquet", whole[..(whole.Length / 2)]).Problem, StringComparison.Ordinal);
        for (var round = 0; round < 300; round++)
        {
            var broken = (byte[])whole.Clone();
            broken[random.Next(4, broken.Length - 4)] ^= (byte)random.Next(1, 256);

            var imported = Imported.Of("a.parquet", broken);

            Assert.True(imported.Form.IsReady || imported.Form.Problem is not null);
        }
    }

    /// <summary>The footer may say little, but the library sets aside what the page headers say.</summary>
    [Fact]
    public void PageThatClaimsTwoGigabytes_IsCountedAsThat()
    {
        byte[] header = [0x15, 0x00, 0x15, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0x15, 0x08, 0x2C, 0x15, 0x02, 0x15, 0x00, 0x00, 0x00, 1, 2, 3, 4];
        using var stream = new MemoryStream([.. header, .. header]);
        var chunk = new ColumnMetaData { DataPageOffset = 0, TotalCompressedSize = stream.Length, TotalUncompressedSize = 8 };

        Assert.Equal(2L * int.MaxValue, ParquetPages.UnpackedBytes(stream, chunk));
        Assert.Throws<InvalidDataException>(() => ParquetPages.UnpackedBytes(new MemoryStream([0x2C, 0x2C, 0x2C]), new ColumnMetaData { TotalCompressedSize = 3 }));
        Assert.Throws<InvalidDataException>(() => ParquetPages.UnpackedBytes(stream, new ColumnMetaData { TotalCompressedSize = 1_000 }));
    }

    private static async Task<byte[]> FileOfAsync<T>(IReadOnlyCollection<T> rows, ParquetOptions? options = null)
    {
        using var stream = new MemoryStream();
        await ParquetSerializer.SerializeAsync(rows, stream, options);
        return stream.ToArray();
    }

    private sealed class Pair
    {
        public string? Question { get; set; }

        public string? Answer { get; set; }

        public double Score { get; set; }
    }

    private sealed class Talk
    {
        public List<Turn> Messages { get; set; } = [];
    }

    private sealed class Turn
    {
        [JsonPropertyName("role")]
        public string? Role { get; set; }

        [JsonPropertyName("content")]
        public string? Content { get; set; }
    }
}
