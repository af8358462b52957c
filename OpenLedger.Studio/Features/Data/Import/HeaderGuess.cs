namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Whether the first row of a table names its columns, and what they are called.</summary>
internal static class HeaderGuess
{
    private const int LongestName = 50;

    /// <summary>Whether the first row is a header, by its own cells and those below.</summary>
    public static bool IsHeader(IReadOnlyList<string> first, IReadOnlyList<IReadOnlyList<string>> below)
    {
        if (first.Any(ColumnNames.IsKnown))
        {
            return true;
        }

        var cells = first.Where(cell => cell.Trim().Length > 0).ToList();
        var looksLikeNames = cells.Count > 0 && cells.Count >= first.Count / 2.0
            && cells.All(cell => cell.Length <= LongestName && !CellText.IsNumber(cell) && cell.Trim()[^1] is not ('?' or '.' or '!' or '？' or '。'))
            && cells.Distinct(StringComparer.OrdinalIgnoreCase).Count() == cells.Count;
        if (!looksLikeNames || below.Count == 0)
        {
            return false;
        }

        // Names are shorter than what stands under them.
        var under = below.SelectMany(row => row).Where(cell => cell.Length > 0).Select(cell => cell.Length).DefaultIfEmpty(0).Average();
        return under > cells.Average(cell => cell.Length) * 1.5;
    }

    /// <summary>The names of the columns, each once, none empty.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> first, bool isHeader)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>(first.Count);
        for (var index = 0; index < first.Count; index++)
        {
            var wanted = isHeader && first[index].Trim() is { Length: > 0 } given ? given : FormattableString.Invariant($"Column {index + 1}");
            var name = wanted;
            for (var copy = 2; !taken.Add(name); copy++)
            {
                name = FormattableString.Invariant($"{wanted} ({copy})");
            }

            names.Add(name);
        }

        return names;
    }
}
