using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary><c>+ - * / // % **</c>.</summary>
internal sealed class ArithmeticExpression(int line, string sign, Expression left, Expression right) : Expression(line, left, right)
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
    {
        var (a, b) = (left.Evaluate(run, scope), right.Evaluate(run, scope));
        return sign switch
        {
            "+" => Arithmetic.Add(run.Budget, a, b),
            "-" => Arithmetic.Subtract(a, b),
            "*" => Arithmetic.Multiply(run.Budget, a, b),
            "/" => Arithmetic.Divide(a, b),
            "//" => Arithmetic.FloorDivide(a, b),
            "%" => Arithmetic.Rest(run.Budget, a, b),
            _ => Arithmetic.Power(a, b),
        };
    }
}

/// <summary><c>-x</c> and <c>+x</c>.</summary>
internal sealed class SignExpression(int line, bool negative, Expression operand) : Expression(line, operand)
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
        => negative ? Arithmetic.Negate(operand.Evaluate(run, scope)) : Arithmetic.Plus(operand.Evaluate(run, scope));
}

/// <summary><c>a ~ b ~ c</c>: everything as text, one after the other.</summary>
internal sealed class ConcatenationExpression(int line, Expression[] parts) : Expression(line, parts)
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
    {
        var texts = Array.ConvertAll(parts, part => ValueText.Str(run.Budget, part.Evaluate(run, scope)));
        run.Budget.Text(texts.Sum(text => (long)text.Length));
        return JinjaValue.Of(string.Concat(texts));
    }
}

/// <summary><c>and</c> and <c>or</c>: the value that decided.</summary>
internal sealed class LogicExpression(int line, bool isAnd, Expression left, Expression right) : Expression(line, left, right)
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
    {
        var value = left.Evaluate(run, scope);
        return ValueSequence.IsTrue(value) == isAnd ? right.Evaluate(run, scope) : value;
    }
}

internal sealed class NotExpression(int line, Expression operand) : Expression(line, operand)
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope) => JinjaValue.Of(!operand.IsTrue(run, scope));
}

/// <summary><c>a &lt; b &lt;= c</c>: holds when every pair of neighbours does.</summary>
internal sealed class ComparisonExpression(int line, Expression first, (string Sign, Expression Operand)[] rest)
    : Expression(line, [first, .. rest.Select(pair => pair.Operand)])
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
    {
        var left = first.Evaluate(run, scope);
        foreach (var (sign, operand) in rest)
        {
            var right = operand.Evaluate(run, scope);
            if (!Holds(run.Budget, sign, left, right))
            {
                return JinjaValue.False;
            }

            left = right;
        }

        return JinjaValue.True;
    }

    /// <summary>Whether one comparison holds.</summary>
    public static bool Holds(JinjaBudget budget, string sign, JinjaValue left, JinjaValue right) => sign switch
    {
        "==" => ValueComparison.Equal(budget, left, right),
        "!=" => !ValueComparison.Equal(budget, left, right),
        "in" => ValueComparison.Contains(budget, right, left),
        "not in" => !ValueComparison.Contains(budget, right, left),
        "<" => ValueComparison.Order(budget, left, right, sign) < 0,
        "<=" => ValueComparison.Order(budget, left, right, sign) <= 0,
        ">" => ValueComparison.Order(budget, left, right, sign) > 0,
        _ => ValueComparison.Order(budget, left, right, sign) >= 0,
    };
}

/// <summary><c>a if condition else b</c>; without <c>else</c> it is undefined.</summary>
internal sealed class ConditionalExpression(int line, Expression condition, Expression yes, Expression? no) : Expression(line, condition, yes, no)
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
    {
        if (condition.IsTrue(run, scope))
        {
            return yes.Evaluate(run, scope);
        }

        return no?.Evaluate(run, scope) ?? JinjaValue.Undefined("the inline if-expression evaluated to false and no else section was defined");
    }
}
