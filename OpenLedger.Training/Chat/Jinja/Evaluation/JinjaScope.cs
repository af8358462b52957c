using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Evaluation;

/// <summary>The names that are known at one place of a template: its own, then those around it.</summary>
internal sealed class JinjaScope(JinjaScope? around)
{
    private Dictionary<string, JinjaValue>? _names;

    /// <summary>The value of a name, or an undefined one.</summary>
    public JinjaValue Get(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Around)
        {
            if (scope._names is not null && scope._names.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return JinjaValue.Undefined($"'{name}' is undefined");
    }

    /// <summary>Sets a name here; the same name further out stays what it was.</summary>
    public void Set(string name, JinjaValue value) => (_names ??= [])[name] = value;

    private JinjaScope? Around => around;
}
