using System.Globalization;
using System.Text;

namespace OpenLedger.Studio.Archives;

/// <summary>Which characters of a foreign name a person can see.</summary>
internal static class Printable
{
    private const int LongestShown = 80;
    private const string Hidden = "\u00b7";

    /// <summary>What does not print, or turns the letters around it.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>A name that may hold anything, fit to be shown: not too long, and only what prints.</summary>
    public static string Shown(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var shown = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (shown.Length >= LongestShown)
            {
                return $"{shown} …";
            }

            shown.Append(IsInvisible(rune) ? Hidden : rune.ToString());
        }

        return shown.ToString();
    }
}
