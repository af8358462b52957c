using System.Numerics;
using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>The functions that every template knows: Jinja's own and the two that transformers adds.</summary>
internal static class Globals
{
    /// <summary>Sets all of them; variables of the same names hide them.</summary>
    public static void Define(JinjaScope scope)
    {
        Define(scope, "range", Range);
        Define(scope, "dict", (run, arguments) => JinjaValue.Of(Dictionary(run, arguments, "dict")));
        Define(scope, "namespace", (run, arguments) => JinjaValue.Of(new JinjaNamespace(Dictionary(run, arguments, "namespace"))));
        Define(scope, "cycler", (_, arguments) => JinjaValue.Of(new Cycler(arguments.Positional)));
        Define(scope, "joiner", (run, arguments) => JinjaValue.Of(new Joiner(arguments.Bind("joiner", 0, "sep")[0] ?? JinjaValue.Of(", "))));
        Define(scope, "raise_exception", Raise);
        Define(scope, "strftime_now", (run, arguments) =>
            JinjaValue.Of(TimeFormat.Format(run.Budget, run.Clock.GetLocalNow(), Strings.Of(arguments.Bind("strftime_now", 1, "format")[0], "strftime_now"))));
    }

    private static void Define(JinjaScope scope, string name, Func<JinjaRun, JinjaArguments, JinjaValue> body)
        => scope.Set(name, JinjaValue.Of(new JinjaFunction(name, body)));

    private static JinjaValue Raise(JinjaRun run, JinjaArguments arguments)
        => throw new JinjaFault($"the template refuses this conversation: {ValueText.Str(run.Budget, arguments.Bind("raise_exception", 1, "message")[0]!.Value)}");

    private static JinjaValue Range(JinjaRun run, JinjaArguments arguments)
    {
        var bound = arguments.Bind("range", 1, "start", "stop", "step");
        var (start, stop) = bound[1] is { } end ? (Of(bound[0]), Of(end)) : (BigInteger.Zero, Of(bound[0]));
        var step = bound[2] is { } given ? Of(given) : BigInteger.One;
        if (step.IsZero)
        {
            throw new JinjaFault("range() arg 3 must not be zero");
        }

        var span = step.Sign > 0 ? stop - start : start - stop;
        var count = span.Sign <= 0 ? 0 : ((span - 1) / BigInteger.Abs(step)) + 1;
        if (count > JinjaLimits.RangeItems)
        {
            throw new JinjaFault($"a range of more than {JinjaLimits.RangeItems} items");
        }

        run.Budget.Items((long)count);
        var items = new JinjaValue[(int)count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = JinjaValue.Of(start + (i * step));
        }

        return JinjaValue.Range(items, (long)BigInteger.Clamp(stop, long.MinValue, long.MaxValue));
    }

    private static BigInteger Of(JinjaValue? value)
        => value is { IsWhole: true } number ? number.Big : throw new JinjaFault($"'{value?.TypeName}' object cannot be interpreted as an integer");

    private static JinjaDictionary Dictionary(JinjaRun run, JinjaArguments arguments, string function)
    {
        if (arguments.Positional.Length > 1)
        {
            throw new JinjaFault($"{function} expected at most 1 argument, got {arguments.Positional.Length}");
        }

        var dictionary = new JinjaDictionary();
        foreach (var source in arguments.Positional)
        {
            var pairs = source.Kind == JinjaKind.Dictionary ? source.Dictionary.Pairs(run.Budget) : ValueSequence.Items(run.Budget, source);
            foreach (var pair in pairs)
            {
                var parts = ValueSequence.Items(run.Budget, pair);
                dictionary.Set(run.Budget, parts.Length == 2 ? parts[0] : throw new JinjaFault($"{function} needs pairs of key and value"), parts[1]);
            }
        }

        foreach (var (name, value) in arguments.Named)
        {
            dictionary.Set(run.Budget, JinjaValue.Of(name), value);
        }

        return dictionary;
    }

    /// <summary>Gives its values one after the other, again and again.</summary>
    private sealed class Cycler(JinjaValue[] values) : JinjaObject
    {
        private int _place;

        public override string TypeName => "Cycler";

        public override JinjaValue? Attribute(JinjaRun run, string name) => name switch
        {
            "current" => Current,
            "next" => JinjaValue.Of(new JinjaFunction(name, (_, _) => Next())),
            "reset" => JinjaValue.Of(new JinjaFunction(name, (_, _) => Reset())),
            _ => null,
        };

        private JinjaValue Current => values.Length > 0 ? values[_place] : throw new JinjaFault("at least one item has to be provided");

        private JinjaValue Next()
        {
            var current = Current;
            _place = (_place + 1) % values.Length;
            return current;
        }

        private JinjaValue Reset()
        {
            _place = 0;
            return JinjaValue.None;
        }
    }

    /// <summary>Nothing at the first call, the separator at every later one.</summary>
    private sealed class Joiner(JinjaValue separator) : JinjaObject
    {
        private bool _used;

        public override string TypeName => "Joiner";

        public override bool CanCall => true;

        public override JinjaValue Call(JinjaRun run, JinjaArguments arguments)
        {
            var used = _used;
            _used = true;
            return used ? separator : JinjaValue.EmptyText;
        }
    }
}
