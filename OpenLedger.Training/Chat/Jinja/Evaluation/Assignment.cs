using OpenLedger.Training.Chat.Jinja.Syntax;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Evaluation;

/// <summary>Gives values to names, to tuples of names and to attributes of namespaces.</summary>
internal static class Assignment
{
    public static void Assign(JinjaRun run, JinjaScope scope, Expression target, JinjaValue value)
    {
        switch (target)
        {
            case NameExpression name:
                scope.Set(name.Name, value);
                break;
            case SequenceExpression targets:
                Unpack(run, scope, targets.Items, value);
                break;
            case AttributeExpression attribute:
                SetAttribute(run, scope, attribute, value);
                break;
            default:
                throw new JinjaFault("cannot assign to this", target.Line);
        }
    }

    private static void Unpack(JinjaRun run, JinjaScope scope, Expression[] targets, JinjaValue value)
    {
        if (value.Kind == JinjaKind.Undefined || !ValueSequence.IsIterable(value))
        {
            throw value.IsUndefined ? new JinjaFault($"not enough values to unpack (expected {targets.Length}, got 0)") : ValueSequence.NotIterable(value);
        }

        var items = ValueSequence.Items(run.Budget, value);
        if (items.Length != targets.Length)
        {
            throw new JinjaFault(items.Length < targets.Length
                ? $"not enough values to unpack (expected {targets.Length}, got {items.Length})"
                : $"too many values to unpack (expected {targets.Length})");
        }

        for (var i = 0; i < targets.Length; i++)
        {
            Assign(run, scope, targets[i], items[i]);
        }
    }

    private static void SetAttribute(JinjaRun run, JinjaScope scope, AttributeExpression attribute, JinjaValue value)
    {
        var owner = attribute.Target.Evaluate(run, scope);
        if (owner.Kind != JinjaKind.Object || owner.Object is not JinjaNamespace names)
        {
            throw new JinjaFault("cannot assign attribute on non-namespace object");
        }

        names.Set(attribute.Name, value);
    }
}
