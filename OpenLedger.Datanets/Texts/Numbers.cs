namespace OpenLedger.Datanets.Texts;

/// <summary>The numbers in a canonical text. Near-copies with other numbers are other entries: a sum, a date, a case number.</summary>
public static class Numbers
{
    /// <summary>How the numbers of two texts stand to each other.</summary>
    public enum Relation
    {
        /// <summary>The same numbers, each as often.</summary>
        Same,

        /// <summary>One text has all numbers of the other and more, as where a text was cut.</summary>
        Contained,

        /// <summary>Each has a number that the other lacks: numbers were replaced.</summary>
        Substituted,
    }

    /// <summary>All numbers as hashes in ascending order; <c>5.0</c> is <c>5</c>, but <c>052</c> is not <c>52</c>.</summary>
    public static ulong[] Of(ReadOnlySpan<char> words)
    {
        var numbers = new List<ulong>();
        var at = 0;
        while (words[at..].IndexOfAnyInRange('0', '9') is var next and >= 0)
        {
            at += next;
            var end = at;
            while (end < words.Length && (char.IsAsciiDigit(words[end]) || words[end] == '.'))
            {
                end++;
            }

            var number = words[at..end];
            number = number.Count('.') == 1 ? number.TrimEnd('0').TrimEnd('.') : number;
            numbers.Add(Phrases.HashOf(number));
            at = end;
        }

        numbers.Sort();
        return [.. numbers];
    }

    /// <summary>Compares two results of <see cref="Of"/>.</summary>
    public static Relation Compare(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var (left, right) = (0, 0);
        var (onlyLeft, onlyRight) = (false, false);
        while (left < one.Length && right < other.Length)
        {
            if (one[left] == other[right])
            {
                left++;
                right++;
            }
            else if (one[left] < other[right])
            {
                onlyLeft = true;
                left++;
            }
            else
            {
                onlyRight = true;
                right++;
            }
        }

        onlyLeft |= left < one.Length;
        onlyRight |= right < other.Length;
        return onlyLeft && onlyRight ? Relation.Substituted : onlyLeft || onlyRight ? Relation.Contained : Relation.Same;
    }
}
