using System.Text;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>The ways of writing letters as bytes that a person can choose from.</summary>
public static class TextEncodings
{
    public const string Utf8 = "utf-8";
    public const string Utf16 = "utf-16";
    public const string Utf16BigEndian = "utf-16BE";
    public const string Utf32 = "utf-32";
    public const string Western = "windows-1252";

    private static readonly Encoding StrictlyUtf8 = new UTF8Encoding(false);

    /// <summary>Their names, the most usual first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Utf8, Utf16, Utf16BigEndian, Utf32, Western, "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
        "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15", "macintosh", "koi8-r", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr",
    ];

    /// <summary>Whether the name is one of them.</summary>
    public static bool Knows(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);

    internal static Encoding Of(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" => StrictlyUtf8,
        "utf-16" => Encoding.Unicode,
        "utf-16be" => Encoding.BigEndianUnicode,
        "utf-32" => Encoding.UTF32,
        var other => CodePagesEncodingProvider.Instance.GetEncoding(other) ?? Encoding.GetEncoding(other),
    };

    /// <summary>How many bytes at the beginning only say which encoding follows.</summary>
    internal static int MarkLength(string name, ReadOnlySpan<byte> head)
    {
        var mark = name.Equals(Utf8, StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.Preamble : Of(name).Preamble;
        return mark.Length > 0 && head.StartsWith(mark) ? mark.Length : 0;
    }
}
