using System.Text;
using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tokenization.Normalizing;

/// <summary>Puts a string before the text, if there is text.</summary>
internal sealed class PrependStep(string prefix) : NormalizerStep
{
    private readonly byte[] _prefix = Utf8.Bytes(prefix);

    public string Prefix => prefix;

    public override void Apply(in TextSlice text, TextBuffer output, PatternState state)
    {
        var place = text.Starts?[text.Start] ?? 0;
        output.Append(_prefix, place, place);
        output.Append(text);
    }
}

/// <summary>Puts a string in the place of every match.</summary>
internal sealed class ReplaceStep(Pattern pattern, string content, string? literal) : NormalizerStep
{
    private readonly byte[] _content = Utf8.Bytes(content);

    /// <summary>The string that is replaced, where it is not an expression.</summary>
    public string? Literal => literal;

    public string Content => content;

    public override void Apply(in TextSlice text, TextBuffer output, PatternState state)
    {
        var piece = text.Span;
        var done = 0;
        foreach (var (start, stop) in new Matches(pattern, piece, state))
        {
            output.Append(text.Part(text.Start + done, text.Start + start));
            var (from, to) = text.Starts is null || piece.IsEmpty ? (0, 0) : Origin(text, text.Start + start, text.Start + stop);
            output.Append(_content, from, to);
            done = stop;
        }

        output.Append(text.Part(text.Start + done, text.Stop));
    }

    private static (int From, int To) Origin(in TextSlice text, int start, int stop)
    {
        var from = start < text.Stop ? text.Starts![start] : text.Ends![text.Stop - 1];
        return (from, stop > start ? text.Ends![stop - 1] : from);
    }
}

/// <summary>Small letters for capitals, code point by code point.</summary>
internal sealed class LowercaseStep : NormalizerStep
{
    private const int CapitalIWithDot = 0x130;

    public override void Apply(in TextSlice text, TextBuffer output, PatternState state)
    {
        Span<byte> bytes = stackalloc byte[4];
        var length = 0;
        for (var at = text.Start; at < text.Stop; at += length)
        {
            var codePoint = Utf8.Decode(text.Bytes, at, out length);
            var (start, end) = text.Starts is null ? (0, 0) : (text.Starts[at], text.Ends![at]);
            if (codePoint == CapitalIWithDot)
            {
                // The one letter whose small form is two code points everywhere.
                output.Append("i\u0307"u8, start, end);
                continue;
            }

            var written = Rune.ToLowerInvariant(new Rune(codePoint)).EncodeToUtf8(bytes);
            output.Append(bytes[..written], start, end);
        }
    }
}

/// <summary>Takes code points of a set away: white space at the ends, or accents anywhere.</summary>
internal sealed class RemoveStep(CodePointSet set, bool left, bool right, bool inside) : NormalizerStep
{
    public override void Apply(in TextSlice text, TextBuffer output, PatternState state)
    {
        var (start, stop) = (text.Start, text.Stop);
        while (left && start < stop && set.Contains(Utf8.Decode(text.Bytes, start, out var length)))
        {
            start += length;
        }

        while (right && stop > start && Utf8.Before(text.Bytes, stop) is var before && set.Contains(Utf8.Decode(text.Bytes, before, out _)))
        {
            stop = before;
        }

        for (var at = start; inside && at < stop;)
        {
            var removed = set.Contains(Utf8.Decode(text.Bytes, at, out var length));
            if (removed)
            {
                output.Append(text.Part(start, at));
                start = at + length;
            }

            at += length;
        }

        output.Append(text.Part(start, stop));
    }
}
