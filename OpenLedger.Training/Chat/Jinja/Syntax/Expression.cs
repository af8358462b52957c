using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>A part of a template that has a value.</summary>
internal abstract class Expression
{
    private readonly int _depth;

    protected Expression(int line, params ReadOnlySpan<Expression?> parts)
    {
        Line = line;
        foreach (var part in parts)
        {
            _depth = Math.Max(_depth, part?._depth ?? 0);
        }

        if (++_depth > JinjaLimits.SourceDepth)
        {
            throw new JinjaFault($"an expression nests deeper than {JinjaLimits.SourceDepth} levels", line);
        }
    }

    public int Line { get; }

    public JinjaValue Evaluate(JinjaRun run, JinjaScope scope)
    {
        run.Budget.Enter();
        run.Budget.Step();
        var outer = run.Line;
        run.Line = Line;
        var value = Compute(run, scope);
        run.Line = outer;
        run.Budget.Leave();
        return value;
    }

    public bool IsTrue(JinjaRun run, JinjaScope scope) => ValueSequence.IsTrue(Evaluate(run, scope));

    protected abstract JinjaValue Compute(JinjaRun run, JinjaScope scope);
}

internal sealed class ConstantExpression(int line, JinjaValue value) : Expression(line)
{
    public JinjaValue Value => value;

    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope) => value;
}

internal sealed class NameExpression(int line, string name) : Expression(line)
{
    public string Name => name;

    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope) => scope.Get(name);
}

/// <summary>A list, or a tuple.</summary>
internal sealed class SequenceExpression(int line, bool isTuple, Expression[] items) : Expression(line, items)
{
    public bool IsTuple => isTuple;

    public Expression[] Items => items;

    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
    {
        run.Budget.Items(items.Length);
        var values = Array.ConvertAll(items, item => item.Evaluate(run, scope));
        return isTuple ? JinjaValue.Tuple(values) : JinjaValue.List(values);
    }
}

internal sealed class DictionaryExpression(int line, Expression[] keys, Expression[] values) : Expression(line, [.. keys, .. values])
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
    {
        run.Budget.Items(keys.Length);
        var dictionary = new JinjaDictionary();
        for (var i = 0; i < keys.Length; i++)
        {
            dictionary.Set(run.Budget, keys[i].Evaluate(run, scope), values[i].Evaluate(run, scope));
        }

        return JinjaValue.Of(dictionary);
    }
}

internal sealed class AttributeExpression(int line, Expression target, string name) : Expression(line, target)
{
    public Expression Target => target;

    public string Name => name;

    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope) => ValueAccess.Attribute(run, target.Evaluate(run, scope), name);
}

internal sealed class ItemExpression(int line, Expression target, Expression key) : Expression(line, target, key)
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
        => ValueAccess.Item(run, target.Evaluate(run, scope), key.Evaluate(run, scope));
}

internal sealed class SliceExpression(int line, Expression target, Expression? start, Expression? stop, Expression? step)
    : Expression(line, target, start, stop, step)
{
    protected override JinjaValue Compute(JinjaRun run, JinjaScope scope)
        => ValueAccess.Slice(run.Budget, target.Evaluate(run, scope), start?.Evaluate(run, scope), stop?.Evaluate(run, scope), step?.Evaluate(run, scope));
}
