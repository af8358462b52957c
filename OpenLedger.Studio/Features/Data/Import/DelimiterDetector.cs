using CsvHelper;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Finds the sign that parts the cells of a table: the one with which most rows have the same number of them.</summary>
internal static class DelimiterDetector
{
    private const int RowsLookedAt = 60;

    /// <summary>The signs that a person can choose from.</summary>
    public static IReadOnlyList<char> Candidates { get; } = [',', ';', '\t', '|'];

    /// <summary>The sign, by the beginning of the text (whole lines) and the ending of the file's name.</summary>
    public static char Detect(string sample, string extension)
    {
        if (sample.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && sample.Length > 4 && Candidates.Contains(sample[4]))
        {
            return sample[4];
        }

        var best = (Delimiter: extension is ".tsv" or ".tab" ? '\t' : ',', Score: 0.0);
        foreach (var delimiter in Candidates)
        {
            var score = Score(sample, delimiter) * (delimiter == '\t' && extension is ".tsv" or ".tab" ? 2 : 1);
            best = score > best.Score ? (delimiter, score) : best;
        }

        return best.Delimiter;
    }

    /// <summary>Whether the text is a table at all: most rows have the same number of cells, and more than one.</summary>
    public static bool IsTable(string sample) => Candidates.Any(delimiter => Score(sample, delimiter) > 0.9);

    /// <summary>The part of the rows that have the usual number of cells, and a little for having many; 0 for one cell alone.</summary>
    private static double Score(string sample, char delimiter)
    {
        var counts = new List<int>();
        using var reader = CsvReader.FromText(sample, CsvReaderOptions.Default with { Separator = delimiter, HasHeader = false, TrimWhitespace = true });
        while (counts.Count < RowsLookedAt && reader.Read())
        {
            counts.Add(reader.FieldCount);
        }

        if (counts.Count == 0)
        {
            return 0;
        }

        var usual = counts.CountBy(count => count).MaxBy(count => count.Value);
        return usual.Key < 2 ? 0 : ((double)usual.Value / counts.Count) + (Math.Min(usual.Key, 20) / 1000.0);
    }
}
