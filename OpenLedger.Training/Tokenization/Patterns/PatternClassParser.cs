using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>Reads a bracket expression: ranges, escapes, classes inside classes and <c>&amp;&amp;</c> intersections.</summary>
internal sealed class PatternClassParser(PatternReader reader)
{
    private const int DeepestNesting = 20;

    /// <summary>Reads on behind the opening bracket, up to and including the closing one.</summary>
    public CodePointSet Parse() => Parse(0);

    private CodePointSet Parse(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw reader.Refuse($"more than {DeepestNesting} classes inside each other");
        }

        var negative = reader.Take('^');
        CodePointSet? intersection = null;
        var ranges = new List<(int, int)>();
        var union = CodePointSet.Empty;
        var first = true;
        while (first || reader.PeekOrZero != ']')
        {
            if (reader.Take("&&"))
            {
                var left = union.Union(CodePointSet.Of(ranges));
                intersection = intersection is null ? left : intersection.Intersect(left);
                (ranges, union) = ([], CodePointSet.Empty);
            }
            else
            {
                ParseItem(depth, ranges, ref union);
            }

            first = false;
        }

        reader.Next();
        union = union.Union(CodePointSet.Of(ranges));
        var set = intersection is null ? union : intersection.Intersect(union);
        return negative ? set.Complement() : set;
    }

    private void ParseItem(int depth, List<(int First, int Last)> ranges, ref CodePointSet union)
    {
        if (reader.Take("[:"))
        {
            throw reader.Refuse("a POSIX class");
        }

        if (reader.Take('['))
        {
            union = union.Union(Parse(depth + 1));
            return;
        }

        var set = Character();
        if (set.Single < 0)
        {
            union = union.Union(set);
            return;
        }

        var first = set.Single;
        var last = first;
        if (reader.Take('-'))
        {
            if (reader.PeekOrZero == ']')
            {
                ranges.Add(('-', '-'));
            }
            else
            {
                last = Character().Single;
                if (last < first)
                {
                    throw reader.Refuse("a range whose end comes before its beginning");
                }
            }
        }

        ranges.Add((first, last));
    }

    private CodePointSet Character()
    {
        var character = reader.Next();
        return character == '\\' ? reader.EscapedSet(inClass: true) : CodePointSet.Of(character);
    }
}
