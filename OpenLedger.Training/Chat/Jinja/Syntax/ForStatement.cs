using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary><c>{% for target in items if condition recursive %} ... {% else %} ... {% endfor %}</c>.</summary>
internal sealed class ForStatement(int line, Expression target, Expression items, Expression? condition, bool isRecursive, Block body, Block? otherwise)
    : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        Loop(run, scope, items.Evaluate(run, scope), 1);
        return Flow.Next;
    }

    private void Loop(JinjaRun run, JinjaScope scope, JinjaValue values, int depth)
    {
        if (!ValueSequence.IsIterable(values))
        {
            throw ValueSequence.NotIterable(values);
        }

        var chosen = condition is null ? ValueSequence.Iterate(run.Budget, values) : Chosen(run, scope, values);
        var length = condition is null ? ValueSequence.Length(run.Budget, values) : null;
        Func<JinjaValue, string>? recurse = isRecursive ? deeper => run.Capture(() => Loop(run, scope, deeper, depth + 1)) : null;
        using var loop = new LoopVariable(chosen, length, depth, recurse);
        var completed = false;
        while (loop.MoveNext())
        {
            run.Budget.Step();
            var inner = new JinjaScope(scope);
            Assignment.Assign(run, inner, target, loop.Current);
            inner.Set("loop", JinjaValue.Of(loop));
            var flow = body.Execute(run, inner);
            completed |= flow == Flow.Next;
            if (flow == Flow.Break)
            {
                break;
            }
        }

        // Jinja notes an iteration at its end only, so 'else' also follows a loop of which every round was left early.
        if (!completed)
        {
            otherwise?.Execute(run, new JinjaScope(scope));
        }
    }

    private IEnumerable<JinjaValue> Chosen(JinjaRun run, JinjaScope scope, JinjaValue values)
    {
        foreach (var value in ValueSequence.Iterate(run.Budget, values))
        {
            var inner = new JinjaScope(scope);
            Assignment.Assign(run, inner, target, value);
            if (condition!.IsTrue(run, inner))
            {
                yield return value;
            }
        }
    }
}
