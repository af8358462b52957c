using System.Text;

namespace OpenLedger.Studio.Features.Models;

/// <summary>A short name for addresses and folders, made from a longer one.</summary>
internal static class Slug
{
    private const int Longest = 60;
    private const string Nameless = "model";

    /// <summary>Only a to z, digits, dots and dashes; another one where that is taken already.</summary>
    public static string Of(string name, Func<string, bool> isTaken)
    {
        var slug = new StringBuilder();
        foreach (var character in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character) || (character == '.' && slug.Length > 0))
            {
                slug.Append(character);
            }
            else if (!char.IsAscii(character) && char.IsLetter(character) is false)
            {
                continue;
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var first = slug.ToString(0, Math.Min(slug.Length, Longest)).Trim('-', '.');
        first = first.Length == 0 ? Nameless : first;
        var free = first;
        for (var number = 2; isTaken(free); number++)
        {
            free = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{first}-{number}");
        }

        return free;
    }
}
