using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>One row of a file: its fields by column, or why it has none.</summary>
/// <param name="Number">The row as a person finds it in the file, from 1.</param>
/// <param name="Fields">What it holds.</param>
/// <param name="Problem">Why it cannot be read.</param>
/// <param name="Raw">The unreadable row as it stands, shortened where it is very long.</param>
internal sealed record SourceRow(long Number, JsonObject? Fields, RowProblem? Problem = null, string Raw = "")
{
    private const int LongestRaw = 64 * 1024;

    /// <summary>A row that cannot be read.</summary>
    public static SourceRow Unreadable(long number, ProblemKind kind, Wording message, string raw, string? field = null) =>
        new(number, null, new RowProblem(number, field, kind, message), raw.Length <= LongestRaw ? raw : raw[..LongestRaw]);
}
