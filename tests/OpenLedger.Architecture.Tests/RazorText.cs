using System.Text;

namespace OpenLedger.Architecture.Tests;

/// <summary>The plain text of a Razor file, without the expressions: what stands between tags and in the attributes that people read or hear.</summary>
internal sealed class RazorText : RazorCursor
{
    // What is technical is a name, and no sentence.
    private const int LongestName = 4;

    private static readonly HashSet<string> Read = new(["alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title", "label", "AriaLabel"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Empty = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "!DOCTYPE"];
    private static readonly HashSet<string> Raw = ["script", "style"];
    private static readonly HashSet<string> Directives = ["page", "inject", "attribute", "using", "implements", "inherits", "layout", "typeparam", "namespace", "rendermode", "preservewhitespace"];
    private static readonly HashSet<string> Statements = ["if", "for", "foreach", "while", "switch", "lock", "using", "try", "do"];
    private static readonly HashSet<string> Continued = ["else", "catch", "finally"];

    private static readonly HashSet<string> Technical = ["code", "kbd"];

    private readonly List<(int Line, string Text)> _found = [];
    private bool _isName;

    private RazorText(string source)
        : base(source)
    {
    }

    /// <summary>Each piece of text with the line it ends on.</summary>
    public static IReadOnlyList<(int Line, string Text)> Of(string source)
    {
        var reading = new RazorText(source);
        while (reading.At < source.Length)
        {
            reading.Markup();
        }

        return reading._found;
    }

    private void Keep(StringBuilder text)
    {
        var words = text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > (_isName ? LongestName : 0))
        {
            _found.Add((Source.AsSpan(0, At).Count('\n') + 1, text.ToString().Trim()));
        }

        text.Clear();
    }

    /// <summary>Text and elements up to the next end tag, which is read as well.</summary>
    private void Markup()
    {
        var text = new StringBuilder();
        while (At < Source.Length)
        {
            if (IsAt("@*") || IsAt("<!--"))
            {
                SkipPast(IsAt("@*") ? "*@" : "-->");
            }
            else if (IsAt("</"))
            {
                Keep(text);
                SkipPast(">");
                return;
            }
            else if (Ahead() == '<' && (char.IsLetter(Ahead(1)) || Ahead(1) == '!'))
            {
                Keep(text);
                Element();
            }
            else if (Ahead() == '@' && Ahead(1) != '@')
            {
                Keep(text);
                Expression();
            }
            else
            {
                At += IsAt("@@") ? 1 : 0;
                text.Append(Source[At++]);
            }
        }

        Keep(text);
    }

    private void Element()
    {
        At++;
        var name = Name();
        var isTechnical = Technical.Contains(name);
        while (At < Source.Length && !IsAt("/>") && Ahead() != '>')
        {
            if (char.IsWhiteSpace(Ahead()))
            {
                At++;
            }
            else
            {
                isTechnical |= Attribute();
            }
        }

        var isClosed = IsAt("/>");
        SkipPast(">");
        if (Raw.Contains(name) && !isClosed)
        {
            SkipPast($"</{name}>");
        }
        else if (!isClosed && !Empty.Contains(name))
        {
            var around = _isName;
            _isName = isTechnical;
            Markup();
            _isName = around;
        }
    }

    /// <summary>Reads an attribute; true where it says that what stands in the element is the technical name of something.</summary>
    private bool Attribute()
    {
        if (IsAt("@("))
        {
            Expression();
            return false;
        }

        var start = At;
        while (At < Source.Length && !char.IsWhiteSpace(Ahead()) && Ahead() is not ('=' or '>' or '/' or '"'))
        {
            At++;
        }

        var name = Source[start..At];
        if (Ahead() == '=')
        {
            At++;
        }

        if (Ahead() is '"' or '\'')
        {
            var quote = Source[At++];
            var text = new StringBuilder();
            while (At < Source.Length && Ahead() != quote)
            {
                if (Ahead() == '@' && Ahead(1) != '@')
                {
                    Expression();
                }
                else
                {
                    text.Append(Source[At++]);
                }
            }

            At++;
            var isTechnical = name == "class" && text.ToString().Split(' ').Contains("tech");
            if (Read.Contains(name))
            {
                Keep(text);
            }

            return isTechnical;
        }

        if (Ahead() == '@')
        {
            Expression();
        }
        else if (At == start)
        {
            At++;
        }

        return false;
    }

    private void Expression()
    {
        At++;
        if (Ahead() == '(')
        {
            Balanced();
            return;
        }

        if (Ahead() == '{')
        {
            At++;
            Code();
            return;
        }

        var word = Word();
        if (Ahead() is '.' or '?' or '[')
        {
            Trailer();
        }
        else if (word is "code" or "functions")
        {
            SkipSpace();
            Balanced();
        }
        else if (Statements.Contains(word) && !(word == "using" && !Source[At..].TrimStart().StartsWith('(')))
        {
            Statement();
        }
        else if (Directives.Contains(word))
        {
            SkipPast("\n");
        }
        else
        {
            if (word == "await")
            {
                SkipSpace();
                Word();
            }

            Trailer();
        }
    }

    private void Statement()
    {
        while (At < Source.Length && Ahead() != '{')
        {
            if (Ahead() == '(')
            {
                Balanced();
            }
            else
            {
                At++;
            }
        }

        At++;
        Code();
        var after = At;
        SkipSpace();
        if (Continued.Contains(Word()))
        {
            Statement();
        }
        else
        {
            At = after;
        }
    }

    /// <summary>Statements up to the brace that ends them; an element may stand where a statement may.</summary>
    private void Code()
    {
        var last = '{';
        while (At < Source.Length)
        {
            var letter = Ahead();
            if (IsAt("@*") || IsAt("//"))
            {
                SkipPast(IsAt("@*") ? "*@" : "\n");
            }
            else if (letter == '}')
            {
                At++;
                return;
            }
            else if (letter == '{')
            {
                At++;
                Code();
                last = '}';
            }
            else if (letter == '<' && char.IsLetter(Ahead(1)) && last is '{' or '}' or ';' or ':' or '>')
            {
                Element();
                last = '>';
            }
            else if (letter is '"' or '\'' or '$' or '(' or '[')
            {
                Balanced();
                last = ')';
            }
            else
            {
                last = char.IsWhiteSpace(letter) ? last : letter;
                At++;
            }
        }
    }
}
