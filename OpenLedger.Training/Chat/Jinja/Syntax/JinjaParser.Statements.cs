namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>The statements.</summary>
internal sealed partial class JinjaParser
{
    /// <summary>Parses up to a block tag with one of these names, which becomes the current token; without names up to the end.</summary>
    private Block ParseBody(JinjaToken opener, ReadOnlySpan<string> ends)
    {
        Enter();
        var statements = new List<Statement>();
        while (true)
        {
            var token = Take();
            switch (token.Kind)
            {
                case TokenKind.Data:
                    statements.Add(new DataStatement(token.Line, token.Text));
                    break;
                case TokenKind.VariableBegin:
                    statements.Add(new PrintStatement(token.Line, ParseTuple()));
                    Expect(TokenKind.VariableEnd, "'}}'");
                    break;
                case TokenKind.BlockBegin when Current.Kind == TokenKind.Name && ends.Contains(Current.Text):
                    Leave();
                    return new Block([.. statements]);
                case TokenKind.BlockBegin:
                    statements.Add(ParseStatement());
                    Expect(TokenKind.BlockEnd, "'%}'");
                    break;
                default:
                    if (ends.Length > 0)
                    {
                        throw new JinjaFault($"'{opener.Text}' is not closed: '{ends[^1]}' is missing", opener.Line);
                    }

                    Leave();
                    return new Block([.. statements]);
            }
        }
    }

    private Statement ParseStatement()
    {
        var token = Expect(TokenKind.Name, "a statement");
        return token.Text switch
        {
            "if" => ParseIf(token),
            "for" => ParseFor(token),
            "set" => ParseSet(token),
            "macro" => ParseMacro(token),
            "call" => ParseCallBlock(token),
            "filter" => ParseFilterBlock(token),
            "with" => ParseWith(token),
            "generation" => ParseGeneration(token),
            "break" => ParseJump(token, Flow.Break),
            "continue" => ParseJump(token, Flow.Continue),
            "block" or "extends" or "include" or "import" or "from" or "autoescape" or "print" or "do" or "trans"
                => throw new JinjaFault($"the statement '{token.Text}' is not supported in chat templates", token.Line),
            _ => throw new JinjaFault($"unknown statement '{token.Text}'", token.Line),
        };
    }

    private IfStatement ParseIf(JinjaToken token)
    {
        var branches = new List<(Expression?, Block)>();
        var condition = ParseTuple(withCondition: false);
        while (true)
        {
            Expect(TokenKind.BlockEnd, "'%}'");
            branches.Add((condition, ParseBody(token, ["elif", "else", "endif"])));
            if (condition is not null && SkipName("elif"))
            {
                condition = ParseTuple(withCondition: false);
            }
            else if (condition is not null && SkipName("else"))
            {
                condition = null;
            }
            else
            {
                return SkipName("endif") ? new IfStatement(token.Line, [.. branches]) : throw Unexpected("'endif'");
            }
        }
    }

    private ForStatement ParseFor(JinjaToken token)
    {
        var target = ParseTarget("in");
        if (target is NameExpression { Name: "loop" })
        {
            throw new JinjaFault("the variable of a loop cannot be called 'loop'", token.Line);
        }

        if (!SkipName("in"))
        {
            throw Unexpected("'in'");
        }

        var items = ParseTuple(withCondition: false, end: "recursive");
        var condition = SkipName("if") ? ParseExpression() : null;
        var isRecursive = SkipName("recursive");
        Expect(TokenKind.BlockEnd, "'%}'");
        _loops++;
        var body = ParseBody(token, ["else", "endfor"]);
        _loops--;
        Block? otherwise = null;
        if (SkipName("else"))
        {
            Expect(TokenKind.BlockEnd, "'%}'");
            otherwise = ParseBody(token, ["endfor"]);
        }

        Take();
        return new ForStatement(token.Line, target, items, condition, isRecursive, body, otherwise);
    }

    private JumpStatement ParseJump(JinjaToken token, Flow flow)
        => _loops > 0 ? new JumpStatement(token.Line, flow) : throw new JinjaFault($"'{token.Text}' stands outside a loop", token.Line);

    private Statement ParseSet(JinjaToken token)
    {
        var target = ParseTarget(end: null, withNamespace: true);
        if (Skip("="))
        {
            return new SetStatement(token.Line, target, ParseTuple());
        }

        var filter = Current.IsOperator("|") ? ParseFilters(null) as FilterExpression : null;
        return new SetBlockStatement(token.Line, target, filter, ParseInner(token, "endset"));
    }

    private FilterStatement ParseFilterBlock(JinjaToken token)
    {
        var filter = (FilterExpression)ParseFilters(ParseFilter(null))!;
        return new FilterStatement(token.Line, filter, ParseInner(token, "endfilter"));
    }

    private WithStatement ParseWith(JinjaToken token)
    {
        var names = new List<(Expression, Expression)>();
        while (Current.Kind != TokenKind.BlockEnd)
        {
            if (names.Count > 0)
            {
                Expect(",");
            }

            var target = ParseTarget(end: null);
            Expect("=");
            names.Add((target, ParseExpression()));
        }

        Take();
        var body = ParseBody(token, ["endwith"]);
        Take();
        return new WithStatement(token.Line, [.. names], body);
    }

    private GenerationStatement ParseGeneration(JinjaToken token)
    {
        HasGeneration = true;
        return new GenerationStatement(token.Line, ParseInner(token, "endgeneration"));
    }

    private MacroStatement ParseMacro(JinjaToken token)
        => new(token.Line, ParseDefinition(token, ExpectName(), hasParameters: true, "endmacro", null));

    private CallStatement ParseCallBlock(JinjaToken token)
    {
        CallExpression? call = null;
        var caller = ParseDefinition(token, Macro.Caller, Current.IsOperator("("), "endcall", () =>
            call = ParseExpression() as CallExpression ?? throw new JinjaFault("a call block needs the call of a macro", token.Line));
        return new CallStatement(token.Line, caller, call!);
    }

    private MacroDefinition ParseDefinition(JinjaToken token, string name, bool hasParameters, string end, Action? parseHead)
    {
        var parameters = new List<string>();
        var defaults = new List<Expression>();
        var mentions = new HashSet<string>();
        _mentions.Add(mentions);
        if (hasParameters)
        {
            ParseParameters(parameters, defaults);
        }

        parseHead?.Invoke();
        var body = ParseInner(token, end);
        _mentions.RemoveAt(_mentions.Count - 1);
        return new MacroDefinition(name, [.. parameters], [.. defaults], body, mentions);
    }

    private void ParseParameters(List<string> names, List<Expression> defaults)
    {
        Expect("(");
        while (!Current.IsOperator(")"))
        {
            if (names.Count > 0)
            {
                Expect(",");
            }

            var line = Current.Line;
            names.Add(((NameExpression)ParseTargetName()).Name);
            if (Skip("="))
            {
                defaults.Add(ParseExpression());
            }
            else if (defaults.Count > 0)
            {
                throw new JinjaFault("non-default argument follows default argument", line);
            }
        }

        Expect(")");
    }

    /// <summary>Parses the body of a block whose text goes elsewhere: no loop around it can be left from inside.</summary>
    private Block ParseInner(JinjaToken token, string end)
    {
        var loops = _loops;
        _loops = 0;
        Expect(TokenKind.BlockEnd, "'%}'");
        var body = ParseBody(token, [end]);
        Take();
        _loops = loops;
        return body;
    }
}
