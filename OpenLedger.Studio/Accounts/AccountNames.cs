using System.Globalization;
using System.Text;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Accounts;

/// <summary>What a person may be called: anything that others can read and tell apart.</summary>
internal static class AccountNames
{
    public const int Longest = 60;

    // What nobody types is not brought into one spelling: with many marks in a row that takes the square of their number.
    private const int LongestTyped = 10 * Longest;

    /// <summary>One spelling of what was typed; what is far too long comes back as it is.</summary>
    public static string Clean(string? name)
    {
        if (name is { Length: > LongestTyped })
        {
            return name;
        }

        try
        {
            return (name ?? string.Empty).Trim().Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a character (a lone surrogate) has no spelling.
            return string.Empty;
        }
    }

    /// <summary>The form by which names are compared: as Identity stores it.</summary>
    public static string Key(string name) => name.ToUpperInvariant();

    /// <summary>Why it cannot be taken; null where it can.</summary>
    public static Sentence? Problem(string cleanName)
    {
        if (cleanName.Length == 0)
        {
            return new Sentence("A name is missing. Type the one that others shall see.");
        }

        if (cleanName.Length > Longest)
        {
            return new Sentence("The name is longer than {0} characters. Choose a shorter one.", Longest);
        }

        // What cannot be seen, or turns the direction of the text around, makes one name look like another.
        return cleanName.EnumerateRunes().Any(IsHidden)
            ? new Sentence("The name holds a character that cannot be seen. Type it again without it.")
            : null;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
