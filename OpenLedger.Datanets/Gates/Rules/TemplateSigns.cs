using System.Buffers;
using System.Text;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>The signs with which chat templates part turns: what stands between <c>&lt;|</c> and <c>|&gt;</c>, and those of older templates by name.</summary>
internal static class TemplateSigns
{
    private const int LongestName = 48;
    private const string WideOpen = "<\uFF5C";

    private static readonly string[] Known =
    [
        "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<s>", "</s>", "<bos>", "<eos>", "<pad>", "<unk>", "<mask>", "<start_of_turn>", "<end_of_turn>", "<start_of_image>",
        "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "<extra_id_0>", "<|", WideOpen,
    ];

    private static readonly SearchValues<string> Beginnings = SearchValues.Create(Known, StringComparison.OrdinalIgnoreCase);

    /// <summary>False where a text has none of the signs, which is told fast.</summary>
    public static bool MayBeIn(string text, IReadOnlyList<string> further) => further.Count > 0 || text.AsSpan().IndexOfAny(Beginnings) >= 0;

    /// <summary>Where the signs stand, in the order of the text.</summary>
    public static IEnumerable<TextSpan> Find(string text, IReadOnlyList<string> further)
    {
        var spans = FindKnown(text);
        return further.Count == 0 ? spans : WithoutOverlaps(spans.Concat(further.Where(sign => sign.Length > 0).SelectMany(sign => FindOne(text, sign))));
    }

    /// <summary>The text with a space in the place of each sign, so that what is left does not grow together to another one.</summary>
    public static string Without(string text, IReadOnlyList<string> further)
    {
        StringBuilder? kept = null;
        var from = 0;
        foreach (var span in Find(text, further))
        {
            kept ??= new StringBuilder(text.Length);
            kept.Append(text, from, span.Start - from);
            var isParted = kept.Length == 0 || char.IsWhiteSpace(kept[^1]) || span.End == text.Length || char.IsWhiteSpace(text[span.End]);
            kept.Append(isParted ? "" : " ");
            from = span.End;
        }

        return kept is null ? text : kept.Append(text, from, text.Length - from).ToString();
    }

    private static IEnumerable<TextSpan> FindKnown(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text.AsSpan(at).IndexOfAny(Beginnings);
            if (next < 0)
            {
                yield break;
            }

            var start = at + next;
            var end = EndOf(text, start);
            if (end > start)
            {
                yield return new TextSpan(start, end);
            }

            at = Math.Max(end, start + 1);
        }
    }

    private static int EndOf(string text, int start)
    {
        if (start + 1 < text.Length && text[start] == '<' && text[start + 1] is '|' or '\uFF5C')
        {
            return EndOfPiped(text, start, text[start + 1]);
        }

        foreach (var sign in Known)
        {
            if (string.Compare(text, start, sign, 0, sign.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return start + sign.Length;
            }
        }

        return 0;
    }

    /// <summary>A name of letters, digits and joining signs between two strokes; anything else is an operator of some language.</summary>
    private static int EndOfPiped(string text, int start, char stroke)
    {
        for (var at = start + 2; at < text.Length && at - start <= LongestName; at++)
        {
            if (text[at] == stroke && at + 1 < text.Length && text[at + 1] == '>')
            {
                return at > start + 2 ? at + 2 : 0;
            }

            if (!char.IsLetterOrDigit(text[at]) && text[at] is not ('_' or '-' or '.' or ':' or '\u2581'))
            {
                return 0;
            }
        }

        return 0;
    }

    private static IEnumerable<TextSpan> FindOne(string text, string sign)
    {
        for (var at = text.IndexOf(sign, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sign, at + sign.Length, StringComparison.Ordinal))
        {
            yield return new TextSpan(at, at + sign.Length);
        }
    }

    private static IEnumerable<TextSpan> WithoutOverlaps(IEnumerable<TextSpan> spans)
    {
        var end = 0;
        foreach (var span in spans.OrderBy(span => span.Start).ThenByDescending(span => span.Length))
        {
            if (span.Start >= end)
            {
                yield return span;
                end = span.End;
            }
        }
    }
}
