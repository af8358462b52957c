namespace OpenLedger.Training;

/// <summary>Finds the name that was meant when one is misspelt.</summary>
public static class NearestName
{
    /// <summary>Beyond this many letters nothing is compared: no name is that long, and the comparison is quadratic.</summary>
    private const int LongestCompared = 64;

    /// <summary>A sentence with a leading blank that suggests the nearest name, or nothing if none is near.</summary>
    public static string Suggestion(string given, IEnumerable<string> names) =>
        Of(given, names) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";

    /// <summary>The name that takes the fewest letters to change, if these are at most a third of it; the first among equals.</summary>
    public static string? Of(string given, IEnumerable<string> names)
    {
        var meant = Simplify(given);
        if (meant.Length is 0 or > LongestCompared)
        {
            return null;
        }

        var (nearest, fewest) = ((string?)null, int.MaxValue);
        foreach (var name in names)
        {
            var changes = Distance(meant, Simplify(name));
            if (changes < fewest && changes <= Math.Max(1, Math.Max(meant.Length, name.Length) / 3))
            {
                (nearest, fewest) = (name, changes);
            }
        }

        return nearest;
    }

    private static string Simplify(string name) => name.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    /// <summary>Levenshtein's distance with neighbours that changed places counted once.</summary>
    private static int Distance(string first, string second)
    {
        var rows = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
        {
            for (var j = 0; j <= second.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var replaced = rows[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[first.Length, second.Length];
    }
}
