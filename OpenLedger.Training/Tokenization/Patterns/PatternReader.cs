using System.Globalization;
using System.Text;
using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

internal readonly record struct PatternFlags(bool IgnoreCase, bool DotMatchesLineBreak)
{
    public CodePointSet Apply(CodePointSet set) => IgnoreCase ? set.WithOtherCases() : set;
}

internal enum PatternGroup
{
    Plain,
    Atomic,
    Ahead,
    NotAhead,
    Behind,
    NotBehind,
}

/// <summary>The source of a regular expression, read code point by code point; knows the small tokens of the dialect.</summary>
internal sealed class PatternReader
{
    private readonly string _source;
    private readonly string _where;
    private readonly int[] _codePoints;
    private int _at;

    public PatternReader(string source, string where)
    {
        _source = source;
        _where = where;
        _codePoints = [.. source.EnumerateRunes().Select(rune => rune.Value)];
    }

    public bool AtEnd => _at >= _codePoints.Length;

    public int Peek => _codePoints[_at];

    public int PeekOrZero => AtEnd ? 0 : Peek;

    public int Next() => AtEnd ? throw Refuse("an end where something has to follow") : _codePoints[_at++];

    public bool Take(int codePoint)
    {
        if (AtEnd || Peek != codePoint)
        {
            return false;
        }

        _at++;
        return true;
    }

    public bool Take(string text)
    {
        if (_at + text.Length > _codePoints.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (_codePoints[_at + i] != text[i])
            {
                return false;
            }
        }

        _at += text.Length;
        return true;
    }

    public TrainingException Refuse(string what) =>
        new($"{_where}: the regular expression {_source} holds {what} (character {_at.ToString(CultureInfo.InvariantCulture)}), which is not supported.");

    /// <summary>Reads <c>(?i)</c> and its like: flags without a body.</summary>
    public bool TakeFlags(ref PatternFlags flags)
    {
        var before = _at;
        var changed = flags;
        if (Take("(?") && TryFlagLetters(ref changed) && Take(')'))
        {
            flags = changed;
            return true;
        }

        _at = before;
        return false;
    }

    /// <summary>Reads what follows an opening parenthesis, up to the body of the group.</summary>
    public PatternGroup GroupKind(ref PatternFlags flags)
    {
        if (!Take('?'))
        {
            return PatternGroup.Plain;
        }

        PatternGroup? known = Take(':') ? PatternGroup.Plain
            : Take('>') ? PatternGroup.Atomic
            : Take('=') ? PatternGroup.Ahead
            : Take('!') ? PatternGroup.NotAhead
            : Take("<=") ? PatternGroup.Behind
            : Take("<!") ? PatternGroup.NotBehind
            : null;
        if (known is { } kind)
        {
            return kind;
        }

        if (Take('<'))
        {
            while (Next() != '>')
            {
            }

            return PatternGroup.Plain;
        }

        return TryFlagLetters(ref flags) && Take(':') ? PatternGroup.Plain : throw Refuse("a kind of group");
    }

    public bool TryQuantifier(out int least, out int most, out Repetition kind)
    {
        (least, most, kind) = (0, RepeatNode.Endless, Repetition.Greedy);
        var interval = false;
        if (Take('?'))
        {
            most = 1;
        }
        else if (Take('+'))
        {
            least = 1;
        }
        else if (!Take('*') && !(interval = TryInterval(out least, out most)))
        {
            return false;
        }

        // {2,3}+ repeats the repetition; only behind ? * + does a plus mean "never give back".
        kind = Take('?') ? Repetition.Lazy : !interval && Take('+') ? Repetition.Possessive : Repetition.Greedy;
        return true;
    }

    /// <summary>Reads what follows a backslash, where that means a set of code points.</summary>
    public CodePointSet EscapedSet(bool inClass)
    {
        var character = Next();
        return character switch
        {
            's' => UnicodeSets.Space,
            'S' => UnicodeSets.Space.Complement(),
            'd' => UnicodeSets.Digit,
            'D' => UnicodeSets.Digit.Complement(),
            'w' => inClass ? UnicodeSets.Word : UnicodeSets.LoneWord,
            'W' => (inClass ? UnicodeSets.Word : UnicodeSets.LoneWord).Complement(),
            'h' => CodePointSet.Of([('0', '9'), ('a', 'f'), ('A', 'F')]),
            'H' => CodePointSet.Of([('0', '9'), ('a', 'f'), ('A', 'F')]).Complement(),
            'p' => Property(negative: false),
            'P' => Property(negative: true),
            _ => CodePointSet.Of(EscapedCharacter(character, inClass)),
        };
    }

    private int EscapedCharacter(int character, bool inClass)
    {
        switch (character)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case 'a':
                return '\a';
            case 'e':
                return 0x1B;
            case 'b' when inClass:
                return '\b';
            case 'x':
                return Take('{') ? Hexadecimal(1, 8, '}') : Hexadecimal(1, 2, 0);
            case 'u':
                return Hexadecimal(4, 4, 0);
            case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'):
                throw Refuse($"the escape \\{(char)character}");
            default:
                return character;
        }
    }

    private int Hexadecimal(int least, int most, int terminator)
    {
        var digits = 0;
        long value = 0;
        while (digits < most && !AtEnd && Peek < 128 && char.IsAsciiHexDigit((char)Peek))
        {
            value = (value * 16) + Convert.ToInt32(((char)Next()).ToString(), 16);
            digits++;
        }

        var complete = digits >= least && (terminator == 0 || Take(terminator));
        return complete && value < CodePointSet.Limit ? (int)value : throw Refuse("a hexadecimal number that is no code point");
    }

    private CodePointSet Property(bool negative)
    {
        if (!Take('{'))
        {
            throw Refuse("a property without braces");
        }

        negative ^= Take('^');
        var name = new StringBuilder();
        while (!Take('}'))
        {
            name.Append(char.ConvertFromUtf32(Next()));
        }

        var set = UnicodeSets.Named(name.ToString()) ?? throw Refuse($"the property {name}");
        return negative ? set.Complement() : set;
    }

    private bool TryInterval(out int least, out int most)
    {
        (least, most) = (0, 0);
        var before = _at;
        if (Take('{'))
        {
            var hasLeast = TryNumber(out least);
            if (!Take(','))
            {
                most = least;
            }
            else if (!TryNumber(out most))
            {
                most = RepeatNode.Endless;
            }
            else
            {
                hasLeast = true;
            }

            if (hasLeast && most >= least && Take('}'))
            {
                return true;
            }
        }

        // A brace that opens no interval stands for itself.
        _at = before;
        return false;
    }

    private bool TryNumber(out int number)
    {
        number = 0;
        var before = _at;
        while (!AtEnd && Peek is >= '0' and <= '9' && _at - before < 7)
        {
            number = (number * 10) + (Next() - '0');
        }

        return _at > before;
    }

    private bool TryFlagLetters(ref PatternFlags flags)
    {
        var on = true;
        for (var any = false; ; any = true)
        {
            if (Take('-'))
            {
                on = false;
            }
            else if (Take('i'))
            {
                flags = flags with { IgnoreCase = on };
            }
            else if (Take('m'))
            {
                flags = flags with { DotMatchesLineBreak = on };
            }
            else
            {
                return any;
            }
        }
    }
}
