using System.Text;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>Plain text and Markdown for a Datanet of passages: encodings, zeros, halves of letters, lines without an end.</summary>
internal static class BadTexts
{
    private const int NoiseTimes = 4;
    private const string Sea = "The sea is calm before noon, and the boats go out. Über die Brücke kommt später der Bäcker.\n\nWhoever comes late waits for the tide.";

    public static IEnumerable<BadFile> Of(Random random) => Files(random).Select(file => file with { Kind = EntryKind.Passage });

    private static IEnumerable<BadFile> Files(Random random)
    {
        foreach (var ending in (string[])["txt", "md"])
        {
            yield return BadFile.Of($"blank.{ending}", " \n\n\t \n", "holds no text") with { Good = 0 };
            yield return BadFile.Of($"mark.{ending}", "\uFEFF", "holds no text") with { Good = 0 };
            yield return BadFile.Of($"zeros.{ending}", $"{Sea} {ending} zero".Replace("calm", "c\0a\0l\0m", StringComparison.Ordinal)) with { Good = 1 };
            yield return new BadFile($"western.{ending}", Encoding.Latin1.GetBytes($"{Sea} {ending} one")) { Good = 1 };
            yield return new BadFile($"utf16.{ending}", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Sea} {ending} two")]) { Good = 1 };
            yield return new BadFile($"utf16be.{ending}", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes($"{Sea} {ending} three")]) { Good = 1 };
            yield return new BadFile($"odd.{ending}", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Sea} {ending} four"), 0x41]);
            yield return new BadFile($"halves.{ending}", [0xFF, 0xFE, 0x41, 0, 0x00, 0xD8, 0x42, 0, 0x20, 0, 0x00, 0xDC, 0x43, 0]) { Says = "cannot be shown", Field = "text", Good = 0 };
            yield return BadFile.Of($"bell.{ending}", $"Ring \u0007 the \u001B[31mbell {ending}.", "cannot be shown") with { Field = "text", Good = 0 };
            yield return BadFile.Of($"line.{ending}", string.Concat(Enumerable.Repeat("without an end", 40_000)));
            yield return BadFile.Of($"marks.{ending}", "a" + string.Concat(Enumerable.Repeat("\u0301\u0316", 20_000)), "cannot be shown") with { Field = "text", Good = 0 };
            yield return BadFile.Of($"turns.{ending}", $"<|im_start|>user\nWho rows in {ending}?<|im_end|>", "how chat models tell") with { Field = "text", Good = 0 };
            yield return BadFile.Of($"key.{ending}", $"In {ending} log in with AKIAQ3EGRZ2YB5XW4KTP and wait.", "keys or passwords") with { Field = "text", Good = 0 };
            yield return BadFile.Of($"hidden.{ending}", $"Read \u202Eegassem terces eht\u202C and go on to the quay of {ending}.\u200B\u2066 ", "are not seen by a person") with { Field = "text" };
            yield return BadFile.Of($"large.{ending}", string.Concat(Enumerable.Repeat("All work and no play. ", 200_000)), "more than 4000000 characters") with { Good = 0 };
        }

        for (var time = 0; time < NoiseTimes; time++)
        {
            yield return new BadFile("noise.txt", [.. Enumerable.Range(0, 2_000).Select(_ => (byte)random.Next(256))]);
        }
    }
}
