using OpenLedger.Training.Chat.Jinja.Evaluation;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>A thing with a behaviour of its own: a function, a macro, a namespace, the loop variable.</summary>
internal abstract class JinjaObject
{
    public abstract string TypeName { get; }

    public virtual bool CanCall => false;

    /// <summary>An attribute, or null where there is none of this name.</summary>
    public virtual JinjaValue? Attribute(JinjaRun run, string name) => null;

    public virtual JinjaValue Call(JinjaRun run, JinjaArguments arguments)
        => throw new JinjaFault($"'{TypeName}' object is not callable");

    /// <summary>How the object prints.</summary>
    public virtual string Print(JinjaBudget budget) => $"<{TypeName}>";
}

/// <summary>A function of the library, bound to what it works on.</summary>
internal sealed class JinjaFunction(string name, Func<JinjaRun, JinjaArguments, JinjaValue> body) : JinjaObject
{
    public override string TypeName => "builtin_function_or_method";

    public override bool CanCall => true;

    public override JinjaValue Call(JinjaRun run, JinjaArguments arguments) => body(run, arguments);

    public override string Print(JinjaBudget budget) => $"<built-in function {name}>";
}

/// <summary>What <c>namespace()</c> makes: the one thing in a template whose attributes can be set.</summary>
internal sealed class JinjaNamespace(JinjaDictionary values) : JinjaObject
{
    public override string TypeName => "Namespace";

    public void Set(string name, JinjaValue value) => values.Set(name, value);

    public override JinjaValue? Attribute(JinjaRun run, string name) => values.TryGet(name, out var value) ? value : null;

    public override string Print(JinjaBudget budget) => $"<Namespace {ValueText.Repr(budget, JinjaValue.Of(values))}>";
}
