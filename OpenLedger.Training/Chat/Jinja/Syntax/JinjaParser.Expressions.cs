namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>The operators, from the one that binds least to the one that binds most.</summary>
internal sealed partial class JinjaParser
{
    private Expression ParseExpression(bool withCondition = true) => withCondition ? ParseConditional() : ParseOr();

    private Expression ParseConditional()
    {
        var value = ParseOr();
        while (Current.IsName("if"))
        {
            var line = Take().Line;
            var condition = ParseOr();
            Expression? no = null;
            if (SkipName("else"))
            {
                Enter();
                no = ParseConditional();
                Leave();
            }

            value = new ConditionalExpression(line, condition, value, no);
        }

        return value;
    }

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (Current.IsName("or"))
        {
            left = new LogicExpression(Take().Line, isAnd: false, left, ParseAnd());
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (Current.IsName("and"))
        {
            left = new LogicExpression(Take().Line, isAnd: true, left, ParseNot());
        }

        return left;
    }

    private Expression ParseNot()
    {
        if (!Current.IsName("not"))
        {
            return ParseComparison();
        }

        var line = Take().Line;
        Enter();
        var operand = ParseNot();
        Leave();
        return new NotExpression(line, operand);
    }

    private Expression ParseComparison()
    {
        var line = Current.Line;
        var first = ParseSum();
        var rest = new List<(string, Expression)>();
        while (TakeComparison() is { } sign)
        {
            rest.Add((sign, ParseSum()));
        }

        return rest.Count == 0 ? first : new ComparisonExpression(line, first, [.. rest]);
    }

    private string? TakeComparison()
    {
        if (Current.Kind == TokenKind.Operator && Current.Text is "==" or "!=" or "<" or "<=" or ">" or ">=")
        {
            return Take().Text;
        }

        if (SkipName("in"))
        {
            return "in";
        }

        if (!Current.IsName("not") || !Following.IsName("in"))
        {
            return null;
        }

        Take();
        Take();
        return "not in";
    }

    private Expression ParseSum()
    {
        var left = ParseConcatenation();
        while (Current.IsOperator("+") || Current.IsOperator("-"))
        {
            var sign = Take();
            left = new ArithmeticExpression(sign.Line, sign.Text, left, ParseConcatenation());
        }

        return left;
    }

    private Expression ParseConcatenation()
    {
        var line = Current.Line;
        var parts = new List<Expression> { ParseProduct() };
        while (Skip("~"))
        {
            parts.Add(ParseProduct());
        }

        return parts.Count == 1 ? parts[0] : new ConcatenationExpression(line, [.. parts]);
    }

    private Expression ParseProduct()
    {
        var left = ParsePower();
        while (Current.Kind == TokenKind.Operator && Current.Text is "*" or "/" or "//" or "%")
        {
            var sign = Take();
            left = new ArithmeticExpression(sign.Line, sign.Text, left, ParsePower());
        }

        return left;
    }

    private Expression ParsePower()
    {
        var left = ParseUnary(withFilters: true);
        while (Current.IsOperator("**"))
        {
            var sign = Take();
            left = new ArithmeticExpression(sign.Line, sign.Text, left, ParseUnary(withFilters: true));
        }

        return left;
    }

    private Expression ParseUnary(bool withFilters)
    {
        Expression value;
        if (Current.IsOperator("-") || Current.IsOperator("+"))
        {
            var sign = Take();
            Enter();
            value = new SignExpression(sign.Line, sign.Text == "-", ParseUnary(withFilters: false));
            Leave();
        }
        else
        {
            value = ParsePrimary();
        }

        value = ParsePostfix(value);
        return withFilters ? ParseFiltersAndTests(value) : value;
    }
}
