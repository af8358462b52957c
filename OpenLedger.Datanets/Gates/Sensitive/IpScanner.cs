using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>Public internet addresses: not those of home networks, of documents, of well-known name servers, and not versions of programs.</summary>
internal static class IpScanner
{
    private const int ShortestAddress = 7;

    // Version 6 in full with a version 4 tail, and a port.
    private const int LongestAddress = 45 + 6;
    private const int WindowBefore = 12;
    private const int SmallestPlausible = 10;

    private static readonly FrozenSet<string> NameServers = new[]
    {
        "8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112", "208.67.222.222", "208.67.220.220",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] OfVersions = ["version", "ver.", "ver ", "release", "build", "section", "chapter", "firmware", "driver", "kernel", "update", "§", "v.", "upgrade"];

    public static IEnumerable<SensitiveSpan> Find(string text)
    {
        if (!text.AsSpan().ContainsAny('.', ':'))
        {
            yield break;
        }

        var from = 0;
        while (text.AsSpan(from).IndexOfAnyInRange('0', '9') is var next and >= 0)
        {
            var at = from + next;
            var end = at;
            while (at > from && IsPart(text[at - 1]))
            {
                at--;
            }

            while (end < text.Length && IsPart(text[end]))
            {
                end++;
            }

            if (end - at is >= ShortestAddress and <= LongestAddress && AddressIn(text, at, end) is { } span)
            {
                yield return new SensitiveSpan(SensitiveKind.IpAddress, span);
            }

            from = end;
        }
    }

    /// <summary>Points and colons around it belong to the sentence, a number behind a colon is a port.</summary>
    private static TextSpan? AddressIn(string text, int start, int end)
    {
        while (start < end && text[start] == ':' && !(start + 1 < end && text[start + 1] == ':'))
        {
            start++;
        }

        while (end > start && text[end - 1] is '.' or ':')
        {
            end--;
        }

        if (IsPersonal(text, start, end))
        {
            return new TextSpan(start, end);
        }

        var port = text.LastIndexOf(':', end - 1, end - start);
        return port > start && IsPersonal(text, start, port) ? new TextSpan(start, port) : null;
    }

    private static bool IsPersonal(string text, int start, int end)
    {
        var before = start > 0 ? text[start - 1] : ' ';
        var after = end < text.Length ? text[end] : ' ';
        if (char.IsLetterOrDigit(before) || before is '_' or '-' or '.' or '#' || char.IsLetterOrDigit(after) || after is '_' or '-')
        {
            return false;
        }

        var written = text[start..end];
        return written.Contains(':', StringComparison.Ordinal) ? IsPublicVersion6(written) : IsPublicVersion4(written) && !IsVersion(text, start);
    }

    private static bool IsPublicVersion4(string written)
    {
        var parts = written.Split('.');
        if (parts.Length != 4 || NameServers.Contains(written))
        {
            return false;
        }

        Span<int> octets = stackalloc int[4];
        for (var part = 0; part < parts.Length; part++)
        {
            var isWritten = parts[part].Length is > 0 and <= 3 && (parts[part].Length == 1 || parts[part][0] != '0');
            if (!isWritten || !int.TryParse(parts[part], NumberStyles.None, CultureInfo.InvariantCulture, out octets[part]) || octets[part] > byte.MaxValue)
            {
                return false;
            }
        }

        // Headings are numbered 4.1.2.3; an address with no number of two digits is one in half a million.
        return !IsReserved(octets) && octets.ContainsAnyExceptInRange(0, SmallestPlausible - 1);
    }

    /// <summary>The special purposes of RFC 6890.</summary>
    private static bool IsReserved(ReadOnlySpan<int> octets) => (octets[0], octets[1], octets[2]) switch
    {
        (0 or 10 or 127 or >= 224, _, _) => true,
        (100, >= 64 and <= 127, _) => true,
        (169, 254, _) => true,
        (172, >= 16 and <= 31, _) => true,
        (192, 168, _) or (192, 0, 0 or 2) or (198, 18 or 19, _) => true,
        (198, 51, 100) or (203, 0, 113) => true,
        _ => false,
    };

    /// <summary>Addresses of 2000::/3 without those of documents, 2001:db8::/32.</summary>
    private static bool IsPublicVersion6(string written)
    {
        if (written.Count(sign => sign == ':') < 3 || !IPAddress.TryParse(written, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        return bytes[0] >> 5 == 1 && (bytes[0], bytes[1], bytes[2], bytes[3]) != (0x20, 0x01, 0x0d, 0xb8);
    }

    private static bool IsVersion(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - WindowBefore), Math.Min(WindowBefore, start));
        foreach (var word in OfVersions)
        {
            if (before.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char sign) => char.IsAsciiHexDigit(sign) || sign is '.' or ':';
}
