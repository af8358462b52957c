using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>How a statement ended: goes on, leaves the loop, or takes the loop's next item.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}

/// <summary>A part of a template that does something.</summary>
internal abstract class Statement(int line)
{
    public int Line => line;

    public abstract Flow Execute(JinjaRun run, JinjaScope scope);
}

/// <summary>Statements one after the other.</summary>
internal sealed class Block(Statement[] statements)
{
    public Flow Execute(JinjaRun run, JinjaScope scope)
    {
        run.Budget.Enter();
        var flow = Flow.Next;
        foreach (var statement in statements)
        {
            run.Budget.Step();
            run.Line = statement.Line;
            flow = statement.Execute(run, scope);
            if (flow != Flow.Next)
            {
                break;
            }
        }

        run.Budget.Leave();
        return flow;
    }
}

/// <summary>Text between the tags.</summary>
internal sealed class DataStatement(int line, string text) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        run.Output.Append(text);
        return Flow.Next;
    }
}

/// <summary><c>{{ value }}</c>.</summary>
internal sealed class PrintStatement(int line, Expression value) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        run.Output.Append(ValueText.Str(run.Budget, value.Evaluate(run, scope)));
        return Flow.Next;
    }
}

/// <summary><c>{% if %} {% elif %} {% else %}</c>; a branch without condition always holds.</summary>
internal sealed class IfStatement(int line, (Expression? Condition, Block Body)[] branches) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        foreach (var (condition, body) in branches)
        {
            if (condition is null || condition.IsTrue(run, scope))
            {
                return body.Execute(run, scope);
            }
        }

        return Flow.Next;
    }
}

/// <summary><c>{% break %}</c> and <c>{% continue %}</c>.</summary>
internal sealed class JumpStatement(int line, Flow flow) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope) => flow;
}

/// <summary><c>{% set target = value %}</c>.</summary>
internal sealed class SetStatement(int line, Expression target, Expression value) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        Assignment.Assign(run, scope, target, value.Evaluate(run, scope));
        return Flow.Next;
    }
}

/// <summary><c>{% set target %} ... {% endset %}</c>, filtered where a filter is given.</summary>
internal sealed class SetBlockStatement(int line, Expression target, FilterExpression? filter, Block body) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        var inner = new JinjaScope(scope);
        var text = JinjaValue.Of(run.Capture(() => body.Execute(run, inner)));
        Assignment.Assign(run, scope, target, filter?.Apply(run, scope, text) ?? text);
        return Flow.Next;
    }
}

/// <summary><c>{% filter name %} ... {% endfilter %}</c>.</summary>
internal sealed class FilterStatement(int line, FilterExpression filter, Block body) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        var inner = new JinjaScope(scope);
        var text = run.Capture(() => body.Execute(run, inner));
        run.Output.Append(ValueText.Str(run.Budget, filter.Apply(run, scope, JinjaValue.Of(text))));
        return Flow.Next;
    }
}

/// <summary><c>{% with name = value %} ... {% endwith %}</c>.</summary>
internal sealed class WithStatement(int line, (Expression Target, Expression Value)[] names, Block body) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        var inner = new JinjaScope(scope);
        foreach (var (target, value) in names)
        {
            Assignment.Assign(run, inner, target, value.Evaluate(run, scope));
        }

        return body.Execute(run, inner);
    }
}

/// <summary><c>{% generation %} ... {% endgeneration %}</c>: what the model would have written; its place in the output is noted.</summary>
internal sealed class GenerationStatement(int line, Block body) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        var start = run.Output.Length;
        body.Execute(run, new JinjaScope(scope));
        run.MarkGenerated(start);
        return Flow.Next;
    }
}
