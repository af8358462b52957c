using System.Security.Cryptography;
using System.Text;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Releases;

/// <summary>
/// Writes entries of a release as a file, row after row. The bytes are a matter of the entries alone: no time, no machine, no culture is
/// in them, so that an export made again is the same file.
/// </summary>
public static class ReleaseExport
{
    private const string FormulaSigns = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private const int FlushAt = 1 << 16;

    /// <summary>Writes one split, or all entries.</summary>
    /// <param name="entries">The entries in the order of the release.</param>
    /// <param name="format">What rows are like.</param>
    /// <param name="splits">How entries are put into splits.</param>
    /// <param name="split">The split; null for all entries.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <returns>What the manifest says of such a file.</returns>
    public static async Task<ManifestFile> WriteAsync(
        IAsyncEnumerable<ReleaseEntry> entries,
        ReleaseFormat format,
        SplitPlan splits,
        string? split,
        Stream output,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(output);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = new StringBuilder(format == ReleaseFormat.Csv ? Line(ExportRows.Columns) : "");
        var (rows, bytes) = (0L, 0L);
        await foreach (var entry in entries.WithCancellation(cancellation))
        {
            if ((split is null || splits.Of(entry.Id) == split) && RowOf(entry, format) is { } row)
            {
                lines.Append(row);
                rows++;
            }

            if (lines.Length >= FlushAt)
            {
                bytes += await FlushAsync(lines, hash, output, cancellation);
            }
        }

        bytes += await FlushAsync(lines, hash, output, cancellation);
        return new ManifestFile(ReleaseFormats.PathOf(format, split ?? "all"), ReleaseFormats.NameOf(format), bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), rows);
    }

    /// <summary>The row with its line end; null where the format cannot hold the entry.</summary>
    internal static string? RowOf(ReleaseEntry entry, ReleaseFormat format)
    {
        if (format == ReleaseFormat.Csv)
        {
            return Line(ExportRows.Cells(entry));
        }

        return ExportRows.Json(entry, format) is { } row ? CanonicalJson.Text(row) + "\n" : null;
    }

    /// <summary>
    /// A cell of a table (RFC 4180). A spreadsheet computes what begins with one of some signs: an apostrophe before it makes it a text.
    /// </summary>
    internal static string Cell(string text)
    {
        if (text.Length > 0 && FormulaSigns.Contains(text[0], StringComparison.Ordinal))
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static async Task<long> FlushAsync(StringBuilder lines, IncrementalHash hash, Stream output, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(lines.ToString());
        lines.Clear();
        hash.AppendData(bytes);
        await output.WriteAsync(bytes, cancellation);
        return bytes.Length;
    }
}
