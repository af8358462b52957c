namespace OpenLedger.Training.Chat.Jinja.Syntax;

internal enum TokenKind
{
    /// <summary>Text between the tags, white space already trimmed.</summary>
    Data,
    VariableBegin,
    VariableEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Text,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>A piece of a template's source and the line where it starts.</summary>
internal readonly record struct JinjaToken(TokenKind Kind, string Text, int Line)
{
    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public bool IsOperator(string sign) => Kind == TokenKind.Operator && Text == sign;

    /// <summary>How an error message calls the token.</summary>
    public string Description => Kind switch
    {
        TokenKind.Data => "text",
        TokenKind.VariableBegin => "'{{'",
        TokenKind.VariableEnd => "'}}'",
        TokenKind.BlockBegin => "'{%'",
        TokenKind.BlockEnd => "'%}'",
        TokenKind.End => "the end of the template",
        TokenKind.Text => "a string",
        _ => $"'{(Text.Length > 40 ? Text[..40] : Text)}'",
    };
}
