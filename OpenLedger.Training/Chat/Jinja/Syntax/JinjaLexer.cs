using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>
/// Cuts a template into tokens with the white space rules that chat templates are written for: <c>trim_blocks</c> (a block tag or comment
/// takes the line break after it along) and <c>lstrip_blocks</c> (and the blanks of its line before it), one line break at the very end dropped.
/// </summary>
internal sealed class JinjaLexer
{
    private readonly string _source;
    private readonly List<JinjaToken> _tokens = [];
    private int _position;
    private int _line = 1;
    private int _lineCountedTo;
    private bool _lineStarts = true;

    private JinjaLexer(string source) => _source = source;

    /// <summary>The tokens of a source; the last is always <see cref="TokenKind.End"/>.</summary>
    public static List<JinjaToken> Tokenize(string source)
    {
        if (source.Length > JinjaLimits.SourceCharacters)
        {
            throw new JinjaFault($"the template is longer than {JinjaLimits.SourceCharacters} characters", 1);
        }

        var text = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var lexer = new JinjaLexer(text.EndsWith('\n') ? text[..^1] : text);
        lexer.Run();
        return lexer._tokens;
    }

    private char Current => _position < _source.Length ? _source[_position] : '\0';

    private void Run()
    {
        while (_position < _source.Length)
        {
            var tag = NextTag();
            if (tag < 0)
            {
                AddData(_source[_position..]);
                break;
            }

            ReadTag(tag);
        }

        _position = _source.Length;
        Add(TokenKind.End, string.Empty);
    }

    private int NextTag()
    {
        for (var at = _position; ; at++)
        {
            at = _source.IndexOf('{', at);
            if (at < 0 || at + 1 >= _source.Length)
            {
                return -1;
            }

            if (_source[at + 1] is '%' or '{' or '#')
            {
                return at;
            }
        }
    }

    private void ReadTag(int tag)
    {
        var kind = _source[tag + 1];
        AddData(TrimBefore(_source[_position..tag], tag, trimLine: kind != '{'));
        _position = tag + 2;
        if (Current is '-' or '+')
        {
            _position++;
        }

        switch (kind)
        {
            case '#':
                SkipComment(tag);
                break;
            case '{':
                ReadExpressionTag(tag, TokenKind.VariableBegin, TokenKind.VariableEnd);
                break;
            default:
                if (!ReadRaw(tag))
                {
                    ReadExpressionTag(tag, TokenKind.BlockBegin, TokenKind.BlockEnd);
                }

                break;
        }
    }

    /// <summary>Takes the white space before a tag away that the tag's sign or the line rule takes.</summary>
    private string TrimBefore(string data, int tag, bool trimLine)
    {
        var sign = tag + 2 < _source.Length ? _source[tag + 2] : '\0';
        if (sign == '-')
        {
            return PythonText.TrimEnd(data);
        }

        if (sign == '+' || !trimLine)
        {
            return data;
        }

        var lineStart = data.LastIndexOf('\n') + 1;
        var blank = PythonText.TrimEnd(data[lineStart..]).Length == 0;
        return blank && (lineStart > 0 || _lineStarts) ? data[..lineStart] : data;
    }

    private void SkipComment(int tag)
    {
        var end = _source.IndexOf("#}", _position, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new JinjaFault("a comment is not closed with '#}'", LineAt(tag));
        }

        CloseTag(end + 2, end > _position ? _source[end - 1] : '\0');
    }

    private bool ReadRaw(int tag)
    {
        if (MatchRawTag(_position, "raw") is not { } begin)
        {
            return false;
        }

        var start = begin.Sign == '-' ? SkipSpace(begin.End) : begin.End;
        for (var at = start; ; at++)
        {
            at = _source.IndexOf("{%", at, StringComparison.Ordinal);
            if (at < 0)
            {
                throw new JinjaFault("a raw block is not closed with 'endraw'", LineAt(tag));
            }

            var inside = at + 2 < _source.Length && _source[at + 2] is '-' or '+' ? at + 3 : at + 2;
            if (MatchRawTag(inside, "endraw") is { } end)
            {
                _lineStarts = start > 0 && _source[start - 1] == '\n';
                AddData(TrimBefore(_source[start..at], at, trimLine: true));
                CloseTag(end.End, end.Sign);
                return true;
            }
        }
    }

    /// <summary>Matches the rest of a tag that holds one word; the place after it and the sign at its end.</summary>
    private (int End, char Sign)? MatchRawTag(int at, string word)
    {
        at = SkipSpace(at);
        if (string.CompareOrdinal(_source, at, word, 0, word.Length) != 0)
        {
            return null;
        }

        at = SkipSpace(at + word.Length);
        var sign = at < _source.Length && (_source[at] == '-' || (_source[at] == '+' && word == "endraw")) ? _source[at++] : '\0';
        return string.CompareOrdinal(_source, at, "%}", 0, 2) == 0 ? (at + 2, sign) : null;
    }

    private void ReadExpressionTag(int tag, TokenKind begin, TokenKind end)
    {
        var line = LineAt(tag);
        _tokens.Add(new JinjaToken(begin, string.Empty, line));
        var open = new Stack<char>();
        while (true)
        {
            _position = SkipSpace(_position);
            if (_position >= _source.Length)
            {
                throw new JinjaFault(begin == TokenKind.VariableBegin ? "'{{' is not closed with '}}'" : "'{%' is not closed with '%}'", line);
            }

            if (open.Count == 0 && TryCloseTag(end))
            {
                return;
            }

            _position = TagScanner.Read(_source, _position, LineAt(_position), open, _tokens);
        }
    }

    private bool TryCloseTag(TokenKind end)
    {
        var block = end == TokenKind.BlockEnd;
        var sign = Current is '-' || (block && Current is '+') ? Current : '\0';
        var at = sign == '\0' ? _position : _position + 1;
        if (string.CompareOrdinal(_source, at, block ? "%}" : "}}", 0, 2) != 0)
        {
            return false;
        }

        Add(end, string.Empty);
        CloseTag(at + 2, sign == '\0' && !block ? '+' : sign);
        return true;
    }

    /// <summary>Goes behind a tag's end and takes the white space after it along: all after '-', nothing after '+', else one line break.</summary>
    private void CloseTag(int end, char sign)
    {
        _position = sign == '-' ? SkipSpace(end) : end;
        if (sign is not ('-' or '+') && Current == '\n')
        {
            _position++;
        }

        _lineStarts = _source[_position - 1] == '\n';
    }

    private int SkipSpace(int at)
    {
        while (at < _source.Length && PythonText.IsSpace(_source[at]))
        {
            at++;
        }

        return at;
    }

    private void AddData(string data)
    {
        if (data.Length > 0)
        {
            Add(TokenKind.Data, data);
        }
    }

    private void Add(TokenKind kind, string text) => _tokens.Add(new JinjaToken(kind, text, LineAt(_position)));

    private int LineAt(int position)
    {
        if (position > _lineCountedTo)
        {
            _line += _source.AsSpan(_lineCountedTo, position - _lineCountedTo).Count('\n');
            _lineCountedTo = position;
        }

        return _line;
    }
}
