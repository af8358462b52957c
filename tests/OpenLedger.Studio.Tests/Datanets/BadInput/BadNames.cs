using System.Text;
using OpenLedger.Datanets.Entries;
using OpenLedger.Studio.Tests.Archives;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>Files that are something else than their name says.</summary>
internal static class BadNames
{
    private static readonly (byte[] Bytes, string Says)[] Others =
    [
        ("%PDF-1.7 ..."u8.ToArray(), "PDF"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], "picture"),
        ([0xFF, 0xD8, 0xFF, 0xE0], "picture"),
        ([0x1F, 0x8B, 8, 0, 0], "gzip"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "xz file"),
        ([0x28, 0xB5, 0x2F, 0xFD, 1], "Zstandard"),
        ([0x80, 0x04, 0x95, 1], "pickle"),
        ("SQLite format 3\0"u8.ToArray(), "database"),
        ("GGUF"u8.ToArray(), "model"),
        ("ARROW1"u8.ToArray(), "Arrow"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "old Excel"),
        ("{\\rtf1\\ansi hello}"u8.ToArray(), "rich text"),
    ];

    public static IEnumerable<BadFile> Of()
    {
        foreach (var (bytes, says) in Others)
        {
            yield return new BadFile("other.csv", bytes) { Says = says, Good = 0 };
            yield return new BadFile("other.jsonl", bytes) { Says = says, Good = 0 };
        }

        var zip = ZipForge.Of(new ForgedEntry("word/document.xml", "x"u8.ToArray()));
        yield return new BadFile("document.csv", zip) { Says = "Word", Good = 0 };
        yield return new BadFile("paper.pdf", "%PDF-1.7"u8.ToArray()) { Says = "becomes passages", Good = 0 };
        yield return new BadFile("page.html", "<p>Hello there, you."u8.ToArray()) { Says = "becomes passages", Good = 0 };
        yield return new BadFile("book.pdf", zip) { Kind = EntryKind.Passage, Says = "damaged", Good = 0 };
        yield return new BadFile("page.docx", Encoding.UTF8.GetBytes("<html><body>Hello</body></html>")) { Kind = EntryKind.Passage, Says = "damaged", Good = 0 };
        yield return BadFile.Of("table.jsonl", "prompt,response\nWho rows?,Nobody does\n", "does not begin as JSON") with { Good = 0 };
    }
}
