using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>A macro as it stands in the source: parameters, the last of them with defaults, and which extras its body mentions.</summary>
internal sealed record MacroDefinition(string Name, string[] Parameters, Expression[] Defaults, Block Body, IReadOnlySet<string> Mentions);

/// <summary><c>{% macro name(parameters) %} ... {% endmacro %}</c>.</summary>
internal sealed class MacroStatement(int line, MacroDefinition definition) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        scope.Set(definition.Name, JinjaValue.Of(new Macro(definition, scope)));
        return Flow.Next;
    }
}

/// <summary><c>{% call(parameters) macro(arguments) %} ... {% endcall %}</c>: the block becomes the macro's <c>caller</c>.</summary>
internal sealed class CallStatement(int line, MacroDefinition caller, CallExpression call) : Statement(line)
{
    public override Flow Execute(JinjaRun run, JinjaScope scope)
    {
        var value = call.EvaluateWith(run, scope, Macro.Caller, JinjaValue.Of(new Macro(caller, scope)));
        run.Output.Append(ValueText.Str(run.Budget, value));
        return Flow.Next;
    }
}

/// <summary>A macro that can be called; it sees the names around its definition, not those around its call.</summary>
internal sealed class Macro(MacroDefinition definition, JinjaScope around) : JinjaObject
{
    public const string Caller = "caller";
    public const string MorePositional = "varargs";
    public const string MoreNamed = "kwargs";

    public override string TypeName => "Macro";

    public override bool CanCall => true;

    public override JinjaValue? Attribute(JinjaRun run, string name) => name switch
    {
        "name" => JinjaValue.Of(definition.Name),
        "arguments" => JinjaValue.Tuple([.. definition.Parameters.Select(JinjaValue.Of)]),
        Caller => JinjaValue.Of(definition.Mentions.Contains(Caller)),
        "catch_varargs" => JinjaValue.Of(definition.Mentions.Contains(MorePositional)),
        "catch_kwargs" => JinjaValue.Of(definition.Mentions.Contains(MoreNamed)),
        _ => null,
    };

    public override string Print(JinjaBudget budget) => $"<Macro '{definition.Name}'>";

    public override JinjaValue Call(JinjaRun run, JinjaArguments arguments)
    {
        run.Budget.Enter();
        var outer = run.Line;
        var scope = new JinjaScope(around);
        Bind(run, scope, arguments);
        var text = run.Capture(() => definition.Body.Execute(run, scope));
        run.Line = outer;
        run.Budget.Leave();
        return JinjaValue.Of(text);
    }

    private void Bind(JinjaRun run, JinjaScope scope, JinjaArguments arguments)
    {
        var parameters = definition.Parameters;
        var named = arguments.Named.ToList();
        var given = Math.Min(parameters.Length, arguments.Positional.Length);
        for (var i = 0; i < parameters.Length; i++)
        {
            var index = named.FindIndex(pair => pair.Key == parameters[i]);
            if (i < given)
            {
                scope.Set(parameters[i], index < 0 ? arguments.Positional[i] : throw new JinjaFault($"macro '{definition.Name}' got multiple values for argument '{parameters[i]}'"));
            }
            else if (index >= 0)
            {
                scope.Set(parameters[i], named[index].Value);
                named.RemoveAt(index);
            }
            else
            {
                scope.Set(parameters[i], Default(run, scope, i));
            }
        }

        BindExtras(scope, arguments.Positional[given..], named);
    }

    private JinjaValue Default(JinjaRun run, JinjaScope scope, int parameter)
    {
        var index = parameter - (definition.Parameters.Length - definition.Defaults.Length);
        return index < 0
            ? JinjaValue.Undefined($"parameter '{definition.Parameters[parameter]}' was not provided")
            : definition.Defaults[index].Evaluate(run, scope);
    }

    private void BindExtras(JinjaScope scope, JinjaValue[] morePositional, List<KeyValuePair<string, JinjaValue>> moreNamed)
    {
        if (definition.Mentions.Contains(Caller) && !definition.Parameters.Contains(Caller))
        {
            var index = moreNamed.FindIndex(pair => pair.Key == Caller);
            scope.Set(Caller, index < 0 ? JinjaValue.Undefined("no caller defined") : moreNamed[index].Value);
            moreNamed.RemoveAll(pair => pair.Key == Caller);
        }

        if (definition.Mentions.Contains(MoreNamed))
        {
            var dictionary = new JinjaDictionary();
            moreNamed.ForEach(pair => dictionary.Set(pair.Key, pair.Value));
            scope.Set(MoreNamed, JinjaValue.Of(dictionary));
        }
        else if (moreNamed.Count > 0)
        {
            throw new JinjaFault($"macro '{definition.Name}' takes no keyword argument '{moreNamed[0].Key}'");
        }

        if (definition.Mentions.Contains(MorePositional))
        {
            scope.Set(MorePositional, JinjaValue.Tuple(morePositional));
        }
        else if (morePositional.Length > 0)
        {
            throw new JinjaFault($"macro '{definition.Name}' takes not more than {definition.Parameters.Length} argument(s)");
        }
    }
}
