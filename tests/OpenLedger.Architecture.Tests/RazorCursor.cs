namespace OpenLedger.Architecture.Tests;

/// <summary>A place in a source, and what the grammars of C# and of Razor have in common: words, brackets, literals.</summary>
internal abstract class RazorCursor(string source)
{
    protected string Source { get; } = source;

    protected int At { get; set; }

    protected bool IsAt(string text) => string.CompareOrdinal(Source, At, text, 0, text.Length) == 0;

    protected char Ahead(int far = 0) => At + far < Source.Length ? Source[At + far] : '\0';

    protected void SkipPast(string text)
    {
        var end = Source.IndexOf(text, At, StringComparison.Ordinal);
        At = end < 0 ? Source.Length : end + text.Length;
    }

    protected string Name()
    {
        var start = At;
        while (char.IsLetterOrDigit(Ahead()) || Ahead() is '_' or '-' or '!' or '.')
        {
            At++;
        }

        return Source[start..At];
    }

    protected string Word()
    {
        var start = At;
        while (char.IsLetterOrDigit(Ahead()) || Ahead() == '_')
        {
            At++;
        }

        return Source[start..At];
    }

    protected void SkipSpace()
    {
        while (char.IsWhiteSpace(Ahead()))
        {
            At++;
        }
    }

    /// <summary>What goes on after the first name of an expression: members, calls, indexes.</summary>
    protected void Trailer()
    {
        while (true)
        {
            if (Ahead() is '(' or '[')
            {
                Balanced();
            }
            else if (Ahead() is '?' or '!' && (Ahead(1) is '[' || (Ahead(1) == '.' && char.IsLetter(Ahead(2)))))
            {
                At++;
            }
            else if (Ahead() == '.' && (char.IsLetter(Ahead(1)) || Ahead(1) == '_'))
            {
                At++;
                Word();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>A bracket with all that stands in it, or a literal; where there is neither, one letter.</summary>
    protected void Balanced()
    {
        if (Ahead() is '"' or '\'' || (Ahead() == '$' && Ahead(1) == '"'))
        {
            Literal();
            return;
        }

        var close = Ahead() switch { '(' => ')', '[' => ']', '{' => '}', _ => '\0' };
        At++;
        while (close != '\0' && At < Source.Length && Ahead() != close)
        {
            Balanced();
        }

        At += close == '\0' ? 0 : 1;
    }

    private void Literal()
    {
        var hasPlaces = Ahead() == '$';
        At += hasPlaces ? 1 : 0;
        if (IsAt("\"\"\""))
        {
            At += 3;
            SkipPast("\"\"\"");
            return;
        }

        var quote = Source[At++];
        while (At < Source.Length && Ahead() != quote)
        {
            if (hasPlaces && Ahead() == '{' && Ahead(1) != '{')
            {
                Balanced();
            }
            else
            {
                At += Ahead() == '\\' || IsAt("{{") ? 2 : 1;
            }
        }

        At++;
    }
}
