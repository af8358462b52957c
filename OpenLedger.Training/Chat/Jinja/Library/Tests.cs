using System.Collections.Frozen;
using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Syntax;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>The tests after <c>is</c>.</summary>
internal static class Tests
{
    /// <summary>Tests that look at the value alone.</summary>
    private static readonly FrozenDictionary<string, Func<JinjaRun, JinjaValue, bool>> Simple = new Dictionary<string, Func<JinjaRun, JinjaValue, bool>>
    {
        ["boolean"] = (_, value) => value.Kind == JinjaKind.Boolean,
        ["callable"] = (_, value) => value.IsUndefined || (value.Kind == JinjaKind.Object && value.Object.CanCall),
        ["defined"] = (_, value) => !value.IsUndefined,
        ["escaped"] = (_, value) => value.IsMarkup,
        ["even"] = (run, value) => Rest(run, value, JinjaValue.Of(2L), 0),
        ["false"] = (_, value) => value.Kind == JinjaKind.Boolean && !value.Boolean,
        ["filter"] = (_, value) => value.IsText && Filters.Exists(value.Text),
        ["float"] = (_, value) => value.Kind == JinjaKind.Float,
        ["integer"] = (_, value) => value.Kind == JinjaKind.Integer,
        ["iterable"] = (_, value) => ValueSequence.IsIterable(value),
        ["lower"] = (run, value) => TextMethods.IsLower(Printed(run, value)),
        ["mapping"] = (_, value) => value.Kind == JinjaKind.Dictionary,
        ["none"] = (_, value) => value.IsNone,
        ["number"] = (_, value) => value.IsNumber,
        ["odd"] = (run, value) => Rest(run, value, JinjaValue.Of(2L), 1),
        ["sequence"] = (_, value) => value.Kind is JinjaKind.Text or JinjaKind.List or JinjaKind.Tuple or JinjaKind.Range or JinjaKind.Dictionary or JinjaKind.Undefined,
        ["string"] = (_, value) => value.IsText,
        ["test"] = (_, value) => value.IsText && (Simple!.ContainsKey(value.Text) || Comparing!.ContainsKey(value.Text)),
        ["true"] = (_, value) => value.Kind == JinjaKind.Boolean && value.Boolean,
        ["undefined"] = (_, value) => value.IsUndefined,
        ["upper"] = (run, value) => TextMethods.IsUpper(Printed(run, value)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Tests that compare the value with one argument.</summary>
    private static readonly FrozenDictionary<string, Func<JinjaRun, JinjaValue, JinjaValue, bool>> Comparing = new Dictionary<string, Func<JinjaRun, JinjaValue, JinjaValue, bool>>
    {
        ["!="] = Compare("!="),
        ["<"] = Compare("<"),
        ["<="] = Compare("<="),
        ["=="] = Compare("=="),
        [">"] = Compare(">"),
        [">="] = Compare(">="),
        ["divisibleby"] = (run, value, other) => Rest(run, value, other, 0),
        ["eq"] = Compare("=="),
        ["equalto"] = Compare("=="),
        ["ge"] = Compare(">="),
        ["greaterthan"] = Compare(">"),
        ["gt"] = Compare(">"),
        ["in"] = Compare("in"),
        ["le"] = Compare("<="),
        ["lessthan"] = Compare("<"),
        ["lt"] = Compare("<"),
        ["ne"] = Compare("!="),
        ["sameas"] = (_, value, other) => value.IsSame(other),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Applies the test of this name.</summary>
    public static bool Apply(JinjaRun run, string name, JinjaValue value, JinjaArguments arguments)
    {
        if (Simple.TryGetValue(name, out var simple))
        {
            arguments.Bind(name, 0);
            return simple(run, value);
        }

        return Comparing.TryGetValue(name, out var comparing)
            ? comparing(run, value, arguments.Bind(name, 1, "other")[0]!.Value)
            : throw new JinjaFault($"there is no test named '{name}'");
    }

    private static Func<JinjaRun, JinjaValue, JinjaValue, bool> Compare(string sign)
        => (run, value, other) => ComparisonExpression.Holds(run.Budget, sign, value, other);

    private static bool Rest(JinjaRun run, JinjaValue value, JinjaValue divisor, long wanted)
        => ValueComparison.Equal(run.Budget, Arithmetic.Rest(run.Budget, value, divisor), JinjaValue.Of(wanted));

    private static string Printed(JinjaRun run, JinjaValue value)
    {
        var text = ValueText.Str(run.Budget, value);
        run.Budget.Scan(text.Length);
        return text;
    }
}
