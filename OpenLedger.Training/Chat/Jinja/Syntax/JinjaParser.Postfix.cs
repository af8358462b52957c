using System.Globalization;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>What follows a value: attributes, items, calls, filters and tests.</summary>
internal sealed partial class JinjaParser
{
    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            if (Current.IsOperator("."))
            {
                value = ParseAttribute(value);
            }
            else if (Current.IsOperator("["))
            {
                value = ParseItem(value);
            }
            else if (Current.IsOperator("("))
            {
                value = new CallExpression(Current.Line, value, ParseArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ParseAttribute(Expression target)
    {
        var line = Take().Line;
        var token = Take();
        return token.Kind switch
        {
            TokenKind.Name => new AttributeExpression(line, target, token.Text),
            TokenKind.Integer => new ItemExpression(line, target, new ConstantExpression(line, Whole(token))),
            _ => throw new JinjaFault("expected a name or a number after '.'", token.Line),
        };
    }

    private Expression ParseItem(Expression target)
    {
        var line = Take().Line;
        var keys = new List<Expression>();
        while (!Current.IsOperator("]"))
        {
            if (keys.Count > 0)
            {
                Expect(",");
            }

            if (ParseSliceOrKey(target, line, keys) is { } slice)
            {
                return keys.Count == 0 ? slice : throw new JinjaFault("a slice cannot stand among other keys", line);
            }
        }

        Take();
        return keys.Count switch
        {
            0 => throw new JinjaFault("expected a key between '[' and ']'", line),
            1 => new ItemExpression(line, target, keys[0]),
            _ => new ItemExpression(line, target, new SequenceExpression(line, isTuple: true, [.. keys])),
        };
    }

    /// <summary>Parses one key into the list, or a whole slice with its closing bracket.</summary>
    private SliceExpression? ParseSliceOrKey(Expression target, int line, List<Expression> keys)
    {
        var start = Current.IsOperator(":") ? null : ParseExpression();
        if (!Skip(":"))
        {
            keys.Add(start!);
            return null;
        }

        var stop = Current.IsOperator("]") || Current.IsOperator(":") ? null : ParseExpression();
        var step = Skip(":") && !Current.IsOperator("]") ? ParseExpression() : null;
        Expect("]");
        return new SliceExpression(line, target, start, stop, step);
    }

    private ArgumentList ParseArguments()
    {
        Expect("(");
        var positional = new List<Expression>();
        var named = new List<KeyValuePair<string, Expression>>();
        Expression? more = null;
        Expression? moreNamed = null;
        for (var first = true; !Current.IsOperator(")"); first = false)
        {
            if (!first)
            {
                Expect(",");
                if (Current.IsOperator(")"))
                {
                    break;
                }
            }

            if (moreNamed is null && Skip("**"))
            {
                moreNamed = ParseExpression();
            }
            else if (more is null && moreNamed is null && Skip("*"))
            {
                more = ParseExpression();
            }
            else if (moreNamed is null && Current.Kind == TokenKind.Name && Following.IsOperator("="))
            {
                var name = Take().Text;
                Take();
                named.Add(KeyValuePair.Create(name, ParseExpression()));
            }
            else if (named.Count == 0 && more is null && moreNamed is null)
            {
                positional.Add(ParseExpression());
            }
            else
            {
                throw new JinjaFault("invalid order of arguments in a call", Current.Line);
            }
        }

        Expect(")");
        return positional.Count + named.Count == 0 && more is null && moreNamed is null
            ? ArgumentList.Empty
            : new ArgumentList([.. positional], [.. named], more, moreNamed);
    }

    private Expression ParseFiltersAndTests(Expression value)
    {
        while (true)
        {
            if (Current.IsOperator("|"))
            {
                value = ParseFilters(value)!;
            }
            else if (Current.IsName("is"))
            {
                value = ParseTest(value);
            }
            else if (Current.IsOperator("("))
            {
                value = new CallExpression(Current.Line, value, ParseArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression? ParseFilters(Expression? value)
    {
        while (Skip("|"))
        {
            value = ParseFilter(value);
        }

        return value;
    }

    private FilterExpression ParseFilter(Expression? value)
    {
        var line = Current.Line;
        var name = ParseDottedName();
        var arguments = Current.IsOperator("(") ? ParseArguments() : ArgumentList.Empty;
        return new FilterExpression(line, value, name, arguments);
    }

    private Expression ParseTest(Expression value)
    {
        var line = Take().Line;
        var negated = SkipName("not");
        var name = ParseDottedName();
        var arguments = ArgumentList.Empty;
        if (Current.IsOperator("("))
        {
            arguments = ParseArguments();
        }
        else if (StartsTestArgument())
        {
            if (Current.IsName("is"))
            {
                throw new JinjaFault("tests cannot be chained with 'is'", line);
            }

            arguments = new ArgumentList([ParsePostfix(ParsePrimary())], [], null, null);
        }

        var test = new TestExpression(line, value, name, arguments);
        return negated ? new NotExpression(line, test) : test;
    }

    private bool StartsTestArgument() => Current.Kind switch
    {
        TokenKind.Name => Current.Text is not ("else" or "or" or "and"),
        TokenKind.Text or TokenKind.Integer or TokenKind.Float => true,
        TokenKind.Operator => Current.Text is "[" or "{",
        _ => false,
    };

    private string ParseDottedName()
    {
        var name = ExpectName();
        while (Skip("."))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{name}.{ExpectName()}");
        }

        return name;
    }
}
