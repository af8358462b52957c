using System.Collections.Frozen;

namespace OpenLedger.Datanets.Texts;

/// <summary>Cyrillic and Greek letters that look like a Latin one, and when they are read as that.</summary>
internal static class Lookalikes
{
    // Each foreign letter with the Latin one beside it. Greek small letters other than omicron are symbols of mathematics and stay.
    private const string Pairs =
        "аaеeоoрpсcуyхxѕsіiјjһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTУYХXЅSІIЈJҺHԚQԜWΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοo";

    private const int LeastLettersOfAWholeToken = 2;

    private static readonly FrozenDictionary<char, char> Map =
        Pairs.Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>
    /// The token in Latin letters where somebody must have put lookalikes in: it holds Latin letters as well, or it is made of nothing but
    /// lookalikes in a text that is otherwise Latin. Each character is replaced by one, so places stay.
    /// </summary>
    public static string Replace(string token, bool latinText)
    {
        var (latin, lookalikes, foreign) = (false, 0, false);
        foreach (var sign in token)
        {
            latin |= IsLatin(sign);
            if (IsCyrillicOrGreek(sign))
            {
                var known = Map.ContainsKey(sign);
                lookalikes += known ? 1 : 0;
                foreign |= !known;
            }
        }

        return lookalikes > 0 && (latin || (latinText && !foreign && lookalikes >= LeastLettersOfAWholeToken))
            ? string.Create(token.Length, token, static (signs, from) =>
            {
                for (var at = 0; at < from.Length; at++)
                {
                    signs[at] = Map.GetValueOrDefault(from[at], from[at]);
                }
            })
            : token;
    }

    /// <summary>True where more letters of a text are Latin than Cyrillic and Greek.</summary>
    public static bool IsLatin(ReadOnlySpan<char> text)
    {
        var balance = 0;
        foreach (var sign in text)
        {
            balance += IsLatin(sign) ? 1 : IsCyrillicOrGreek(sign) ? -1 : 0;
        }

        return balance > 0;
    }

    /// <summary>True for letters of these scripts and Latin ones, on which marks that stay after composition are decoration.</summary>
    public static bool IsLatinCyrillicOrGreek(char sign) => sign < '\u0370' || IsCyrillicOrGreek(sign) || sign is >= '\u1E00' and <= '\u1FFF';

    private static bool IsLatin(char sign) => char.IsAsciiLetter(sign) || (sign is (>= '\u00C0' and < '\u0250') or (>= '\u1E00' and <= '\u1EFF') && char.IsLetter(sign));

    private static bool IsCyrillicOrGreek(char sign) => sign is >= '\u0370' and <= '\u052F';
}
