using System.Globalization;
using System.Numerics;
using System.Text;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>Literals, names, brackets and targets of assignments.</summary>
internal sealed partial class JinjaParser
{
    private Expression ParsePrimary()
    {
        Enter();
        var token = Take();
        Expression value = token.Kind switch
        {
            TokenKind.Name => ParseName(token),
            TokenKind.Text => ParseText(token),
            TokenKind.Integer => new ConstantExpression(token.Line, Whole(token)),
            TokenKind.Float => new ConstantExpression(token.Line, JinjaValue.Of(double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture))),
            TokenKind.Operator when token.Text == "(" => ParseParentheses(),
            TokenKind.Operator when token.Text == "[" => ParseList(token),
            TokenKind.Operator when token.Text == "{" => ParseDictionary(token),
            _ => throw new JinjaFault($"{token.Description} cannot stand where a value is expected", token.Line),
        };
        Leave();
        return value;
    }

    private Expression ParseName(JinjaToken token)
    {
        switch (token.Text)
        {
            case "true" or "True":
                return new ConstantExpression(token.Line, JinjaValue.True);
            case "false" or "False":
                return new ConstantExpression(token.Line, JinjaValue.False);
            case "none" or "None":
                return new ConstantExpression(token.Line, JinjaValue.None);
            default:
                Mention(token.Text);
                return new NameExpression(token.Line, token.Text);
        }
    }

    private ConstantExpression ParseText(JinjaToken token)
    {
        if (Current.Kind != TokenKind.Text)
        {
            return new ConstantExpression(token.Line, JinjaValue.Of(token.Text));
        }

        var text = new StringBuilder(token.Text);
        while (Current.Kind == TokenKind.Text)
        {
            text.Append(Take().Text);
        }

        return new ConstantExpression(token.Line, JinjaValue.Of(text.ToString()));
    }

    private static JinjaValue Whole(JinjaToken token)
    {
        const int LongestLiteral = JinjaLimits.IntegerBits / 3;
        var digits = token.Text;
        if (digits.Length > LongestLiteral)
        {
            throw new JinjaFault($"a whole number of {digits.Length} digits", token.Line);
        }

        var prefix = digits.Length > 2 && digits[0] == '0' ? char.ToLowerInvariant(digits[1]) : '\0';
        return JinjaValue.Of(prefix switch
        {
            'x' => BigInteger.Parse($"0{digits[2..]}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            'o' => digits[2..].Aggregate(BigInteger.Zero, (number, digit) => (number * 8) + (digit - '0')),
            'b' => digits[2..].Aggregate(BigInteger.Zero, (number, digit) => (number * 2) + (digit - '0')),
            _ => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture),
        });
    }

    private Expression ParseParentheses()
    {
        var value = ParseTuple(inParentheses: true);
        Expect(")");
        return value;
    }

    private SequenceExpression ParseList(JinjaToken token)
    {
        var items = new List<Expression>();
        while (!Current.IsOperator("]"))
        {
            if (items.Count > 0)
            {
                Expect(",");
            }

            if (Current.IsOperator("]"))
            {
                break;
            }

            items.Add(ParseExpression());
        }

        Expect("]");
        return new SequenceExpression(token.Line, isTuple: false, [.. items]);
    }

    private DictionaryExpression ParseDictionary(JinjaToken token)
    {
        var (keys, values) = (new List<Expression>(), new List<Expression>());
        while (!Current.IsOperator("}"))
        {
            if (keys.Count > 0)
            {
                Expect(",");
            }

            if (Current.IsOperator("}"))
            {
                break;
            }

            keys.Add(ParseExpression());
            Expect(":");
            values.Add(ParseExpression());
        }

        Expect("}");
        return new DictionaryExpression(token.Line, [.. keys], [.. values]);
    }

    /// <summary>One expression, or several with commas between them: a tuple. It ends at the tag's end, a parenthesis or the given name.</summary>
    private Expression ParseTuple(bool withCondition = true, string? end = null, bool inParentheses = false, bool targets = false)
    {
        var line = Current.Line;
        var items = new List<Expression>();
        var isTuple = false;
        while (true)
        {
            if (items.Count > 0)
            {
                Expect(",");
            }

            if (Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd || Current.IsOperator(")") || (end is not null && Current.IsName(end)))
            {
                break;
            }

            items.Add(targets ? ParsePrimary() : ParseExpression(withCondition));
            if (!Current.IsOperator(","))
            {
                break;
            }

            isTuple = true;
        }

        if (!isTuple && items.Count == 1)
        {
            return items[0];
        }

        return isTuple || inParentheses
            ? new SequenceExpression(line, isTuple: true, [.. items])
            : throw Unexpected("an expression");
    }

    /// <summary>What a value can be given to: a name, a tuple of them, and where allowed an attribute of a namespace.</summary>
    private Expression ParseTarget(string? end, bool withNamespace = false)
    {
        var token = Current;
        if (withNamespace && token.Kind == TokenKind.Name && Following.IsOperator("."))
        {
            Take();
            Take();
            return new AttributeExpression(token.Line, new NameExpression(token.Line, token.Text), ExpectName());
        }

        var target = ParseTuple(end: end, targets: true);
        return IsTarget(target) ? target : throw new JinjaFault("cannot assign to this", token.Line);
    }

    private Expression ParseTargetName()
    {
        var token = Current;
        var target = ParsePrimary();
        return target is NameExpression ? target : throw new JinjaFault("expected a name", token.Line);
    }

    private static bool IsTarget(Expression target)
        => target is NameExpression || (target is SequenceExpression { IsTuple: true } tuple && Array.TrueForAll(tuple.Items, IsTarget));
}
