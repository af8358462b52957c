using System.Buffers;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>
/// Keys and tokens of services by the forms that these give them, and private keys in PEM. Words like "password" before anything at all are
/// not looked for: in data that teaches programming most of what follows them is invented.
/// </summary>
internal static class SecretScanner
{
    private const int LongestToken = 4096;
    private const int LongestKeyBlock = 16_384;
    private const int LeastDifferentSigns = 8;
    private const string PemBegin = "-----BEGIN ";
    private const string PemEnd = "-----END ";

    private static readonly SearchValues<char> TokenSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly string[] Placeholders = ["EXAMPLE", "xxxx", "your", "placeholder", "dummy", "sample", "1234567890abcdef", "...", "redacted"];

    private static readonly SecretForm[] Forms =
    [
        new("AKIA", 16, 16), new("ASIA", 16, 16),
        new("ghp_", 36, 255), new("gho_", 36, 255), new("ghu_", 36, 255), new("ghs_", 36, 255), new("ghr_", 36, 255), new("github_pat_", 22, 255),
        new("glpat-", 20, 64), new("xoxa-", 10, 255), new("xoxb-", 10, 255), new("xoxp-", 10, 255), new("xoxr-", 10, 255), new("xoxs-", 10, 255),
        new("AIza", 35, 35), new("sk_live_", 16, 255), new("rk_live_", 16, 255), new("sk-", 20, 255), new("hf_", 34, 40), new("npm_", 36, 36),
        new("pypi-", 60, 255), new("dop_v1_", 64, 64), new("SG.", 60, 80, Dots: 1), new("eyJ", 30, LongestToken, Dots: 2),
    ];

    private static readonly SecretForm[][] FormsByLetter =
        [.. Enumerable.Range(0, 128).Select(letter => Forms.Where(form => form.Prefix[0] == letter).ToArray())];

    private static readonly SearchValues<string> Beginnings = SearchValues.Create([.. Forms.Select(form => form.Prefix)], StringComparison.Ordinal);

    public static IEnumerable<SensitiveSpan> Find(string text) => FindKeyBlocks(text).Concat(FindTokens(text));

    private static IEnumerable<SensitiveSpan> FindKeyBlocks(string text)
    {
        for (var at = text.IndexOf(PemBegin, StringComparison.Ordinal); at >= 0;)
        {
            var end = EndOfKeyBlock(text, at);
            if (end > at)
            {
                yield return new SensitiveSpan(SensitiveKind.Secret, new TextSpan(at, end));
            }

            at = text.IndexOf(PemBegin, Math.Max(end, at + 1), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<SensitiveSpan> FindTokens(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text.AsSpan(at).IndexOfAny(Beginnings);
            if (next < 0)
            {
                yield break;
            }

            var start = at + next;
            at = EndOf(text, start);
            if (at > start)
            {
                yield return new SensitiveSpan(SensitiveKind.Secret, new TextSpan(start, at));
            }
            else
            {
                // No token begins inside a name.
                var rest = text.AsSpan(start).IndexOfAnyExcept(TokenSigns);
                at = rest < 0 ? text.Length : start + Math.Max(rest, 1);
            }
        }
    }

    private static int EndOf(string text, int start)
    {
        if (start > 0 && (TokenSigns.Contains(text[start - 1]) || text[start - 1] == '.'))
        {
            return 0;
        }

        foreach (var form in FormsByLetter[text[start]])
        {
            if (text.AsSpan(start).StartsWith(form.Prefix, StringComparison.Ordinal) && EndOfToken(text, start, form) is var end and > 0)
            {
                return end;
            }
        }

        return 0;
    }

    private static int EndOfToken(string text, int start, SecretForm form)
    {
        var (at, dots) = (start + form.Prefix.Length, 0);
        while (at < text.Length && at - start < LongestToken)
        {
            if (text[at] == '.' && dots < form.Dots && at + 1 < text.Length && TokenSigns.Contains(text[at + 1]))
            {
                dots++;
            }
            else if (!TokenSigns.Contains(text[at]))
            {
                break;
            }

            at++;
        }

        var body = text.AsSpan(start + form.Prefix.Length, at - start - form.Prefix.Length);
        return dots == form.Dots && body.Length >= form.Least && body.Length <= form.Most && IsRandom(body) ? at : 0;
    }

    /// <summary>What services draw by lot: letters and digits, many different ones, and none of the words that stand for a secret in documents.</summary>
    private static bool IsRandom(ReadOnlySpan<char> body)
    {
        foreach (var placeholder in Placeholders)
        {
            if (body.Contains(placeholder, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        var different = new HashSet<char>();
        foreach (var sign in body)
        {
            different.Add(sign);
        }

        // Small words joined by hyphens are a name, not a key.
        var isName = different.Contains('-') && !different.Any(char.IsAsciiLetterUpper);
        return !isName && different.Any(char.IsAsciiLetter) && different.Any(char.IsAsciiDigit) && different.Count >= LeastDifferentSigns;
    }

    private static int EndOfKeyBlock(string text, int start)
    {
        var lineEnd = text.AsSpan(start + PemBegin.Length).IndexOf("-----", StringComparison.Ordinal);
        if (lineEnd is < 0 or > 60 || !text.AsSpan(start, PemBegin.Length + lineEnd).Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return 0;
        }

        var from = start + PemBegin.Length + lineEnd;
        var window = text.AsSpan(from, Math.Min(LongestKeyBlock, text.Length - from));
        var end = window.IndexOf(PemEnd, StringComparison.Ordinal);
        if (end < 0)
        {
            return from + window.Length;
        }

        var close = window[(end + PemEnd.Length)..].IndexOf("-----", StringComparison.Ordinal);
        return from + (close < 0 ? window.Length : end + PemEnd.Length + close + "-----".Length);
    }
}
