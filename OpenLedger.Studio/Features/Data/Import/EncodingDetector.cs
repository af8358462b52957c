using System.Text;
using UtfUnknown;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// Tells how the letters of a file are written. What can be known comes first (a mark, zero bytes, bytes that are UTF-8 and nothing
/// else by chance); only then a guess from the frequency of letters, which is shown as one.
/// </summary>
internal static class EncodingDetector
{
    private const double Sure = 0.9;
    private const double Half = 0.5;
    private const int ManyTimes = 10;

    /// <exception cref="UnreadableFileException">It is no text.</exception>
    public static DetectedEncoding Detect(ReadOnlySpan<byte> head)
    {
        if (Marked(head) is { } marked)
        {
            return new DetectedEncoding(marked, IsSure: true);
        }

        if (head.Contains((byte)0))
        {
            return new DetectedEncoding(WithZeros(head), IsSure: false);
        }

        var (letters, broken) = MultiByteLetters(head);
        if (broken == 0 || letters > broken * ManyTimes)
        {
            return new DetectedEncoding(TextEncodings.Utf8, IsSure: broken == 0);
        }

        return Guess(head);
    }

    private static string? Marked(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => TextEncodings.Utf8,
        [0xFF, 0xFE, 0, 0, ..] => TextEncodings.Utf32,
        [0xFF, 0xFE, ..] => TextEncodings.Utf16,
        [0xFE, 0xFF, ..] => TextEncodings.Utf16BigEndian,
        _ => null,
    };

    /// <summary>Texts in UTF-16 have a zero beside each plain letter, always on the same side.</summary>
    private static string WithZeros(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0L, 0L);
        for (var index = 0; index < head.Length; index++)
        {
            if (head[index] == 0)
            {
                _ = index % 2 == 0 ? even++ : odd++;
            }
        }

        return (even, odd) switch
        {
            _ when odd > even * ManyTimes => TextEncodings.Utf16,
            _ when even > odd * ManyTimes => TextEncodings.Utf16BigEndian,
            _ => throw new UnreadableFileException(new Wording("There are zero bytes in the file, so it is no text: it is damaged, or of another kind. Save it as text in UTF-8.")),
        };
    }

    /// <summary>How many letters of several bytes there are, and how many bytes that belong to none.</summary>
    private static (long Letters, long Broken) MultiByteLetters(ReadOnlySpan<byte> head)
    {
        var (letters, broken) = (0L, 0L);
        var rest = head;
        while (rest.Length > 0)
        {
            var plain = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (plain < 0)
            {
                break;
            }

            rest = rest[plain..];
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            letters += status == System.Buffers.OperationStatus.Done ? 1 : 0;

            // The head may end inside a letter.
            broken += status == System.Buffers.OperationStatus.InvalidData ? 1 : 0;
            rest = rest[length..];
        }

        return (letters, broken);
    }

    private static DetectedEncoding Guess(ReadOnlySpan<byte> head)
    {
        var found = CharsetDetector.DetectFromBytes(head).Detected;
        var name = found?.EncodingName.ToLowerInvariant().Replace("shift-jis", "shift_jis", StringComparison.Ordinal);
        if (name is null || !TextEncodings.Knows(name))
        {
            return new DetectedEncoding(TextEncodings.Western, IsSure: false);
        }

        // A Latin text has few letters that are not plain, and by few letters all its alphabets look alike; Windows' own is by far the
        // most likely. Where most letters are not plain, the frequency of letters tells the alphabet well.
        var isWeak = found!.Confidence < Sure;
        var isLatin = StrangeLetters(head) < Half;
        return isLatin && (isWeak || name == "iso-8859-1")
            ? new DetectedEncoding(TextEncodings.Western, IsSure: false)
            : new DetectedEncoding(name, IsSure: !isWeak);
    }

    /// <summary>The part of the letters that are not plain ones.</summary>
    private static double StrangeLetters(ReadOnlySpan<byte> head)
    {
        var (plain, strange) = (0L, 0L);
        foreach (var letter in head)
        {
            strange += letter >= 0x80 ? 1 : 0;
            plain += char.IsAsciiLetter((char)letter) ? 1 : 0;
        }

        return (double)strange / Math.Max(1, plain + strange);
    }
}
