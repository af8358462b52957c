using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Library;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>The arguments of a call as they stand in the source.</summary>
internal sealed class ArgumentList(Expression[] positional, KeyValuePair<string, Expression>[] named, Expression? more, Expression? moreNamed)
{
    public static ArgumentList Empty { get; } = new([], [], null, null);

    /// <summary>All expressions in the list.</summary>
    public IEnumerable<Expression?> Parts => [.. positional, .. named.Select(pair => pair.Value), more, moreNamed];

    public JinjaArguments Evaluate(JinjaRun run, JinjaScope scope)
    {
        if (positional.Length == 0 && named.Length == 0 && more is null && moreNamed is null)
        {
            return JinjaArguments.Empty;
        }

        var values = Array.ConvertAll(positional, item => item.Evaluate(run, scope));
        var names = Array.ConvertAll(named, pair => KeyValuePair.Create(pair.Key, pair.Value.Evaluate(run, scope)));
        if (more is not null)
        {
            values = [.. values, .. ValueSequence.Items(run.Budget, more.Evaluate(run, scope))];
        }

        if (moreNamed is not null)
        {
            names = [.. names, .. NamedItems(moreNamed.Evaluate(run, scope))];
        }

        return new JinjaArguments(values, names);
    }

    private static IEnumerable<KeyValuePair<string, JinjaValue>> NamedItems(JinjaValue value)
    {
        if (value.Kind != JinjaKind.Dictionary)
        {
            throw new JinjaFault($"argument after ** must be a mapping, not {value.TypeName}");
        }

        return value.Dictionary.Items.Select(pair => pair.Key.IsText
            ? KeyValuePair.Create(pair.Key.Text, pair.Value)
            : throw new JinjaFault("keywords must be strings"));
    }
}

internal sealed class CallExpression(int line, Expression callee, ArgumentList arguments) : Expression(line, [callee, .. arguments.Parts])
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
        => ValueAccess.Call(run, callee.Evaluate(run, scope), arguments.Evaluate(run, scope));

    /// <summary>The same call with one more named argument: what <c>{% call %}</c> hands over.</summary>
    public JinjaValue EvaluateWith(JinjaRun run, JinjaScope scope, string name, JinjaValue value)
    {
        var given = arguments.Evaluate(run, scope);
        return ValueAccess.Call(run, callee.Evaluate(run, scope), new JinjaArguments(given.Positional, [.. given.Named, KeyValuePair.Create(name, value)]));
    }
}

/// <summary><c>value | name(arguments)</c>; without a value it is the filter of a block, which gets the block's text.</summary>
internal sealed class FilterExpression(int line, Expression? target, string name, ArgumentList arguments) : Expression(line, [target, .. arguments.Parts])
{
    /// <summary>Filters a given value in place of the missing one at the start of the chain.</summary>
    public JinjaValue Apply(JinjaRun run, JinjaScope scope, JinjaValue start)
    {
        var value = target is FilterExpression inner ? inner.Apply(run, scope, start) : start;
        return Filters.Apply(run, name, value, arguments.Evaluate(run, scope));
    }

    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
        => Filters.Apply(run, name, target?.Evaluate(run, scope) ?? JinjaValue.None, arguments.Evaluate(run, scope));
}

/// <summary><c>value is name(arguments)</c>.</summary>
internal sealed class TestExpression(int line, Expression target, string name, ArgumentList arguments) : Expression(line, [target, .. arguments.Parts])
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
        => JinjaValue.Of(Tests.Apply(run, name, target.Evaluate(run, scope), arguments.Evaluate(run, scope)));
}
