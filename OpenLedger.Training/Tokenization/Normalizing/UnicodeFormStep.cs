using System.Globalization;
using System.Text;
using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tokenization.Normalizing;

/// <summary>
/// Unicode normalization (NFC and its three relatives). The framework does not say where a character came from, so for offsets the text is
/// cut where nothing can combine, and each changed part stands for its whole origin, save for what it shares at both ends.
/// </summary>
internal sealed class UnicodeFormStep(NormalizationForm form) : NormalizerStep
{
    // Below U+0300 every character is its own composed form and combines with nothing before it; U+0300 starts with the byte CC.
    private const byte FirstUnsafeByte = 0xCC;

    // Below U+00A0 every character is its own form, whichever it is; U+00A0 starts with the byte C2.
    private const byte FirstNotAsciiByte = 0x80;

    private readonly OrderedMarks _marks = new(form);

    public override bool LeavesAlone(ReadOnlySpan<byte> text)
    {
        if (form != NormalizationForm.FormC)
        {
            return !text.ContainsAnyInRange(FirstNotAsciiByte, byte.MaxValue);
        }

        for (var at = text.IndexOfAnyInRange(FirstUnsafeByte, byte.MaxValue); at >= 0 && at < text.Length;)
        {
            if (!IsComposed(Utf8.Decode(text, at, out var length)))
            {
                return false;
            }

            at += length;
            var next = text[at..].IndexOfAnyInRange(FirstUnsafeByte, byte.MaxValue);
            at = next < 0 ? text.Length : at + next;
        }

        return true;
    }

    /// <summary>
    /// Whether the character is its own composed form and combines with nothing before it. Known for the letters and signs that most
    /// texts of the world are made of; for all others the framework is asked.
    /// </summary>
    internal static bool IsComposed(int codePoint) => codePoint
        is < 0x300
        or (>= 0x0391 and <= 0x03CE)
        or (>= 0x0400 and <= 0x0482)
        or (>= 0x05D0 and <= 0x05EA)
        or (>= 0x0621 and <= 0x064A)
        or (>= 0x0904 and <= 0x0939)
        or (>= 0x0E01 and <= 0x0E30)
        or (>= 0x2010 and <= 0x2027)
        or (>= 0x2030 and <= 0x205E)
        or (>= 0x20A0 and <= 0x20BF)
        or (>= 0x2190 and <= 0x2193)
        or (>= 0x2500 and <= 0x27BF)
        or (>= 0x3000 and <= 0x3029)
        or (>= 0x3041 and <= 0x3096)
        or (>= 0x309D and <= 0x30FE)
        or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xFF01 and <= 0xFF5E)
        or (>= 0x1F300 and <= 0x1FAFF)
        or (>= 0x20000 and <= 0x2A6DF);

    public override void Apply(in TextSlice text, TextBuffer output, PatternState state)
    {
        var original = Utf8.Text(text.Span);
        var normalized = _marks.Normalize(original);
        if (text.Starts is null)
        {
            output.Append(Utf8.Bytes(normalized), 0, 0);
        }
        else if (string.Equals(original, normalized, StringComparison.Ordinal))
        {
            output.Append(text);
        }
        else if (!TryByParts(text, original, normalized, output))
        {
            AppendPart(text, text.Start, text.Stop, normalized, output);
        }
    }

    private bool TryByParts(in TextSlice text, string original, string normalized, TextBuffer output)
    {
        var parts = new List<(int Units, string Form)>();
        var whole = new StringBuilder();
        for (var at = 0; at < original.Length;)
        {
            var end = at + 1;
            while (end < original.Length && !StandsAlone(original, end))
            {
                end++;
            }

            var part = _marks.Normalize(original[at..end]);
            parts.Add((end - at, part));
            whole.Append(part);
            at = end;
        }

        if (!whole.Equals(normalized))
        {
            return false;
        }

        var (unit, start) = (0, text.Start);
        foreach (var (units, part) in parts)
        {
            var stop = start + Encoding.UTF8.GetByteCount(original.AsSpan(unit, units));
            AppendPart(text, start, stop, part, output);
            (unit, start) = (unit + units, stop);
        }

        return true;
    }

    private static void AppendPart(in TextSlice text, int start, int stop, string normalized, TextBuffer output)
    {
        var before = text.Bytes.AsSpan(start, stop - start);
        var after = Utf8.Bytes(normalized);
        var prefix = before.CommonPrefixLength(after);
        while (prefix > 0 && (prefix < before.Length && Utf8.IsContinuation(before[prefix]) || prefix < after.Length && Utf8.IsContinuation(after[prefix])))
        {
            prefix--;
        }

        var suffix = 0;
        while (suffix < Math.Min(before.Length, after.Length) - prefix && before[^(suffix + 1)] == after[^(suffix + 1)])
        {
            suffix++;
        }

        while (suffix > 0 && Utf8.IsContinuation(before[^suffix]))
        {
            suffix--;
        }

        output.Append(text.Part(start, start + prefix));
        if (after.Length > prefix + suffix)
        {
            // What was changed came from the changed part, or from where it was put in.
            var from = Math.Min(start + prefix, stop - 1);
            var to = Math.Max(stop - suffix - 1, from);
            output.Append(after.AsSpan(prefix, after.Length - prefix - suffix), text.Starts![from], text.Ends![to]);
        }

        output.Append(text.Part(stop - suffix, stop));
    }

    /// <summary>Whether the character here combines with nothing before it, as far as its category can tell.</summary>
    private static bool StandsAlone(string text, int index)
    {
        if (text[index] < 0x300)
        {
            return true;
        }

        if (char.IsLowSurrogate(text[index]))
        {
            return false;
        }

        var codePoint = char.ConvertToUtf32(text, index);
        var combines = CharUnicodeInfo.GetUnicodeCategory(codePoint) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            || codePoint is (>= 0x1160 and <= 0x11FF) or (>= 0x3130 and <= 0x318F) or (>= 0xFF9E and <= 0xFFDF) or 0x16D63 or 0x16D67;
        return !combines;
    }
}
