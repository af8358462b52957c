using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>Groups of digits with at most one separator between two of them: what may be a card, a social security number or a telephone number.</summary>
internal sealed class DigitRun(string text, TextSpan[] groups, int digits, bool hasPlus, TextSpan span)
{
    private const int MostGroups = 32;

    /// <summary>The whole text.</summary>
    public string Text => text;

    /// <summary>Where each group stands.</summary>
    public TextSpan[] Groups => groups;

    /// <summary>True where a plus stands before the first digit.</summary>
    public bool HasPlus => hasPlus;

    /// <summary>The whole run with the plus and the brackets that belong to it.</summary>
    public TextSpan Span => span;

    /// <summary>How many digits all groups have together.</summary>
    public int Digits => digits;

    /// <summary>What stands before a group other than the first: a space, a hyphen.</summary>
    public ReadOnlySpan<char> SeparatorBefore(int group) => text.AsSpan(groups[group - 1].End, groups[group].Start - groups[group - 1].End);

    /// <summary>The digits of a row of groups.</summary>
    public string DigitsOf(int first, int count) => string.Concat(groups.Skip(first).Take(count).Select(group => group.Of(text)));

    /// <summary>Writes the digits of a row of groups and says how many they are; 0 where there is no room for them.</summary>
    public int CopyDigits(int first, int count, Span<char> digits)
    {
        var written = 0;
        for (var group = first; group < first + count; group++)
        {
            var signs = text.AsSpan(groups[group].Start, groups[group].Length);
            if (!signs.TryCopyTo(digits[written..]))
            {
                return 0;
            }

            written += signs.Length;
        }

        return written;
    }

    /// <summary>True where the groups from one on have these lengths.</summary>
    public bool HasLengths(int first, params ReadOnlySpan<int> lengths)
    {
        if (first + lengths.Length > groups.Length)
        {
            return false;
        }

        for (var group = 0; group < lengths.Length; group++)
        {
            if (groups[first + group].Length != lengths[group])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The last character before the run that is no space, or a space.</summary>
    public char SignBefore() => SignAt(span.Start - 1, -1);

    /// <summary>The first character behind the run that is no space, or a space.</summary>
    public char SignAfter() => SignAt(span.End, 1);

    /// <summary>True where the run is part of a longer name or number: letters or a decimal point touch it.</summary>
    public bool IsPartOfAName()
    {
        var before = span.Start > 0 ? text[span.Start - 1] : ' ';
        var beforeThat = span.Start > 1 ? text[span.Start - 2] : ' ';
        var after = span.End < text.Length ? text[span.End] : ' ';
        var afterThat = span.End + 1 < text.Length ? text[span.End + 1] : ' ';
        return char.IsLetterOrDigit(before) || before is '_' or '$' or '€' or '£' or '#' or '@' || (before is '-' or '.' or '/' or '\\' or ',' && char.IsLetterOrDigit(beforeThat))
            || char.IsLetterOrDigit(after) || after is '_' or '%' or '€' or '@' || (after is '-' or '.' or '/' or ',' or ':' && char.IsLetterOrDigit(afterThat));
    }

    private char SignAt(int at, int step)
    {
        const int Most = 3;
        for (var seen = 0; seen < Most && at >= 0 && at < text.Length; seen++, at += step)
        {
            if (text[at] is not (' ' or '\u00A0'))
            {
                return text[at];
            }
        }

        return ' ';
    }

    /// <summary>All runs of a text that have at least so many digits.</summary>
    public static IEnumerable<DigitRun> In(string text, int leastDigits)
    {
        var groups = new List<TextSpan>();
        var at = 0;
        while (text.AsSpan(at).IndexOfAnyInRange('0', '9') is var next and >= 0)
        {
            var first = at + next;
            at = ReadGroups(text, first, groups);
            var digits = 0;
            foreach (var group in groups)
            {
                digits += group.Length;
            }

            if (digits >= leastDigits)
            {
                // A bracket that closes behind the number belongs to the sentence.
                var start = first - (first > 0 && text[first - 1] == '(' && text.AsSpan(first, at - first).Contains(')') ? 1 : 0);
                var hasPlus = start > 0 && text[start - 1] == '+';
                yield return new DigitRun(text, [.. groups], digits, hasPlus, new TextSpan(start - (hasPlus ? 1 : 0), at));
            }
        }
    }

    /// <summary>Reads the groups from a place on, a limited number of them, and says where they end.</summary>
    private static int ReadGroups(string text, int at, List<TextSpan> groups)
    {
        groups.Clear();
        while (true)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            groups.Add(new TextSpan(at, end));
            var next = end + SeparatorLength(text, end);
            if (next == end || next >= text.Length || !char.IsAsciiDigit(text[next]) || groups.Count == MostGroups)
            {
                return end;
            }

            at = next;
        }
    }

    /// <summary>One sign, or a bracket that opens or closes with a space, hyphen or stroke beside it.</summary>
    private static int SeparatorLength(string text, int at)
    {
        var (next, afterNext) = (at + 1 < text.Length ? text[at + 1] : 'x', at + 2 < text.Length ? text[at + 2] : 'x');
        return at == text.Length ? 0 : text[at] switch
        {
            ')' => next is ' ' or '-' or '/' ? 2 : 1,
            ' ' when next == '(' => 2,
            ' ' when next is '/' or '-' && afterNext == ' ' => 3,
            ' ' or '-' or '.' or '/' or '\u00A0' or '\u2011' or '\u2013' => 1,
            _ => 0,
        };
    }
}
