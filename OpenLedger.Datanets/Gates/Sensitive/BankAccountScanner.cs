using System.Collections.Frozen;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>International bank account numbers (ISO 13616): two letters of a country, check digits, the length of that country, remainder 1 modulo 97.</summary>
internal static class BankAccountScanner
{
    private const int Modulus = 97;
    private const int GroupLength = 4;

    private static readonly FrozenDictionary<string, int> Lengths =
        ("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 "
        + "HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 "
        + "QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20")
        .Split(' ').ToFrozenDictionary(pair => pair[..2], pair => int.Parse(pair[2..], System.Globalization.CultureInfo.InvariantCulture));

    public static IEnumerable<SensitiveSpan> Find(string text)
    {
        for (var at = 0; at + GroupLength <= text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAnyInRange('A', 'Z');
            if (next < 0 || at + next + GroupLength > text.Length)
            {
                yield break;
            }

            at += next;
            if (char.IsAsciiLetterUpper(text[at]) && char.IsAsciiLetterUpper(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3])
                && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && Lengths.TryGetValue(text.Substring(at, 2), out var length)
                && EndOf(text, at, length) is var end and > 0)
            {
                yield return new SensitiveSpan(SensitiveKind.BankAccount, new TextSpan(at, end));
                at = end - 1;
            }
        }
    }

    /// <summary>The end of the number that begins at a place, which may have a space between its groups of four; 0 where there is none.</summary>
    private static int EndOf(string text, int start, int length)
    {
        Span<char> signs = stackalloc char[length];
        var (at, count) = (start, 0);
        while (count < length)
        {
            if (count > 0 && count % GroupLength == 0 && at < text.Length && text[at] is ' ' or '\u00A0')
            {
                at++;
            }

            if (at == text.Length || !(char.IsAsciiDigit(text[at]) || char.IsAsciiLetterUpper(text[at])))
            {
                return 0;
            }

            signs[count++] = text[at++];
        }

        return (at == text.Length || !char.IsLetterOrDigit(text[at])) && Remainder(signs) == 1 ? at : 0;
    }

    private static int Remainder(ReadOnlySpan<char> signs)
    {
        var remainder = 0;
        for (var place = 0; place < signs.Length; place++)
        {
            var sign = signs[(place + GroupLength) % signs.Length];
            remainder = char.IsAsciiDigit(sign) ? (remainder * 10) + (sign - '0') : (remainder * 100) + (sign - 'A' + 10);
            remainder %= Modulus;
        }

        return remainder;
    }
}
