using System.Text.Json.Serialization;
using Parquet.Serialization;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>Parquet: columns that say nothing, answers that are missing, bytes that are not as they were.</summary>
internal static class BadColumns
{
    private const int CutTimes = 4;
    private const int FlippedTimes = 8;

    public static IEnumerable<BadFile> Of(Random random)
    {
        var whole = File(GoodRows.Some(random, 20).Select(row => new Pair { Prompt = row.Prompt, Response = row.Response }));
        var (good, empty) = (GoodRows.Next(random), GoodRows.Next(random));
        yield return new BadFile("empty.parquet", File([new Pair { Prompt = good.Prompt, Response = good.Response }, new Pair { Prompt = empty.Prompt, Response = "" }])) { Says = "says nothing yet", Row = 2, Field = "response", Good = 1 };
        yield return new BadFile("null.parquet", File([new Pair { Prompt = empty.Prompt, Response = empty.Response }, new Pair { Prompt = null, Response = "Nobody does." }])) { Says = "empty", Row = 2, Field = "prompt", Good = 1 };
        yield return new BadFile("numbers.parquet", File([new Numbers { A = 1, B = 2 }, new Numbers { A = 3, B = 4 }])) { Says = "not clear which columns", Good = 0 };
        yield return new BadFile("none.parquet", File(Array.Empty<Pair>())) { Says = "no row", Good = 0 };
        yield return new BadFile("locked.parquet", [.. "PARE"u8, .. new byte[100], .. "PARE"u8]) { Says = "encrypted", Good = 0 };
        yield return new BadFile("short.parquet", [.. "PAR1"u8, 0, 0, 0, 0, .. "PAR1"u8]) { Says = "cannot be read", Good = 0 };
        yield return new BadFile("footer.parquet", [.. "PAR1"u8, 255, 255, 255, 127, .. "PAR1"u8]) { Says = "cannot be read", Good = 0 };
        for (var time = 0; time < CutTimes; time++)
        {
            yield return new BadFile("cut.parquet", BadFiles.Cut(whole, random)) { Says = "cannot be read", Good = 0 };
        }

        for (var time = 0; time < FlippedTimes; time++)
        {
            yield return new BadFile("flipped.parquet", BadFiles.Flipped(whole, random, from: 4));
        }
    }

    private static byte[] File<T>(IEnumerable<T> rows)
        where T : class, new()
    {
        using var stream = new MemoryStream();
        ParquetSerializer.SerializeAsync(rows, stream).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private sealed class Pair
    {
        [JsonPropertyName("prompt")]
        public string? Prompt { get; set; }

        [JsonPropertyName("response")]
        public string? Response { get; set; }
    }

    private sealed class Numbers
    {
        [JsonPropertyName("a")]
        public int A { get; set; }

        [JsonPropertyName("b")]
        public int B { get; set; }
    }
}
