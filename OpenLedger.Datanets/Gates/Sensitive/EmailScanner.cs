using System.Buffers;
using System.Collections.Frozen;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>E-mail addresses: a local part of up to 64 characters, a domain of labels of up to 63 (RFC 5321, section 4.5.3.1) that ends in a known one.</summary>
internal static class EmailScanner
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;
    private const int LongestLabel = 63;
    private const char LastLatinLetter = '\u024F';

    private static readonly SearchValues<char> LocalSigns = SearchValues.Create(".!#$%&'*+/=?^_`{|}~-");

    // Any domain of two letters may be a country's; longer ones by name, so that x@W.transpose stays code.
    private static readonly FrozenSet<string> KnownEnds = new[]
    {
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "aero", "coop", "museum", "jobs", "mobi", "travel", "tel", "cat", "asia",
        "app", "dev", "page", "blog", "cloud", "online", "site", "website", "space", "store", "shop", "tech", "email", "mail", "live", "news", "media", "studio",
        "design", "agency", "company", "group", "team", "work", "works", "world", "global", "academy", "school", "university", "health", "care", "clinic", "legal",
        "law", "consulting", "solutions", "services", "systems", "software", "digital", "network", "wiki", "club", "social", "community", "foundation", "museum",
        "berlin", "hamburg", "koeln", "wien", "london", "paris", "nyc", "tokyo", "bayern", "swiss", "scot", "wales", "xyz", "icu", "fun", "life", "today", "one",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Invented = ["example.com", "example.org", "example.net", "example.edu"];
    private static readonly string[] InventedEnds = [".test", ".example", ".invalid", ".localhost", ".local"];
    private static readonly string[] CodeHosts = ["github.com", "gitlab.com", "bitbucket.org", "ssh.dev.azure.com", "codeberg.org"];

    public static IEnumerable<SensitiveSpan> Find(string text)
    {
        var from = 0;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var (start, end) = (StartOf(text, at, from), EndOf(text, at));
            if (start < at && end > at + 1 && !IsOfNobody(text, start, at, end))
            {
                from = end;
                yield return new SensitiveSpan(SensitiveKind.Email, new TextSpan(start, end));
            }
        }
    }

    private static int StartOf(string text, int at, int from)
    {
        if (at == from)
        {
            return at;
        }

        var start = at;
        while (start > from && at - start < LongestLocal && IsLocal(text[start - 1]))
        {
            start--;
        }

        // Punctuation that opens a sentence or a quotation is not the address's.
        while (start < at && !IsLetterOrDigit(text[start]) && text[start] is not ('_' or '+'))
        {
            start++;
        }

        return text[at - 1] == '.' ? at : start;
    }

    private static int EndOf(string text, int at)
    {
        var end = at + 1;
        var (label, lastDot) = (end, -1);
        while (end < text.Length && end - at <= LongestDomain)
        {
            if (text[end] == '.' && end > label && end + 1 < text.Length && IsLetterOrDigit(text[end + 1]))
            {
                (lastDot, label) = (end, end + 1);
            }
            else if (!IsLetterOrDigit(text[end]) && text[end] != '-')
            {
                break;
            }

            end++;
        }

        while (end > label && text[end - 1] == '-')
        {
            end--;
        }

        return lastDot > 0 && end - label <= LongestLabel && IsKnownEnd(text[label..end]) ? end : at;
    }

    private static bool IsKnownEnd(string label) => (label.Length == 2 && label.All(char.IsAsciiLetter)) || KnownEnds.Contains(label) || label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfNobody(string text, int start, int at, int end)
    {
        var domain = text[(at + 1)..end];
        var local = text[start..at];
        var isInUrl = start > 0 && text[start - 1] == ':' && start > 1 && text.LastIndexOf("://", start, Math.Min(start, LongestLocal), StringComparison.Ordinal) >= 0;
        return isInUrl
            || Invented.Any(name => domain.Equals(name, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + name, StringComparison.OrdinalIgnoreCase))
            || InventedEnds.Any(name => domain.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            || (local == "git" && CodeHosts.Contains(domain, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsLocal(char sign) => IsLetterOrDigit(sign) || LocalSigns.Contains(sign);

    // Latin letters alone, or an address in a Chinese sentence would swallow the words around it.
    private static bool IsLetterOrDigit(char sign) => sign <= LastLatinLetter && char.IsLetterOrDigit(sign);
}
