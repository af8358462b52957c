using System.Globalization;

namespace OpenLedger.Training.Chat;

/// <summary>
/// Texts that stand in for contents to find out where a template puts them. They are letters of nobody (private use), so no template
/// trims, folds or splits at them.
/// </summary>
internal static class Sentinels
{
    /// <summary>Stands for an answer of the assistant.</summary>
    public const string Answer = "\uE0A7\uE3F1\uE61B";

    /// <summary>Stands for every message after it.</summary>
    public const string Later = "\uE9C4\uEB52\uED0E";

    /// <summary>The sentinel, made longer until the text does not hold it.</summary>
    public static string NotIn(string text, string sentinel)
    {
        var candidate = sentinel;
        for (var number = 0; text.Contains(candidate, StringComparison.Ordinal); number++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{sentinel}{number}{sentinel}");
        }

        return candidate;
    }
}
