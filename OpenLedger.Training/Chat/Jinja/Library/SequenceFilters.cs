using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Filters for lists and their like.</summary>
internal static class SequenceFilters
{
    public static JinjaValue Default(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("default", 0, "default_value", "boolean");
        var missing = value.IsUndefined || (bound[1] is { } boolean && ValueSequence.IsTrue(boolean) && !ValueSequence.IsTrue(value));
        return missing ? bound[0] ?? JinjaValue.EmptyText : value;
    }

    public static JinjaValue Length(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("length", 0);
        return ValueSequence.Length(run.Budget, value) is { } length
            ? JinjaValue.Of((long)length)
            : throw new JinjaFault($"object of type '{value.TypeName}' has no len()");
    }

    public static JinjaValue List(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("list", 0);
        return JinjaValue.List(ValueSequence.Items(run.Budget, value));
    }

    public static JinjaValue Items(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("items", 0);
        return value.IsUndefined ? JinjaValue.Lazy([])
            : value.Kind == JinjaKind.Dictionary ? JinjaValue.Lazy(value.Dictionary.Pairs(run.Budget))
            : throw new JinjaFault("Can only get item pairs from a mapping.");
    }

    public static JinjaValue First(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("first", 0);
        foreach (var item in ValueSequence.Iterate(run.Budget, value))
        {
            return item;
        }

        return JinjaValue.Undefined("No first item, sequence was empty.");
    }

    public static JinjaValue Last(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("last", 0);
        if (value.Kind == JinjaKind.Generator)
        {
            throw new JinjaFault("'generator' object is not reversible");
        }

        var items = ValueSequence.Items(run.Budget, value);
        return items.Length > 0 ? items[^1] : JinjaValue.Undefined("No last item, sequence was empty.");
    }

    public static JinjaValue Reverse(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("reverse", 0);
        if (value.IsText)
        {
            return ValueAccess.Slice(run.Budget, value, null, null, JinjaValue.Of(-1L));
        }

        var items = ValueSequence.Items(run.Budget, value);
        return JinjaValue.Lazy(items.AsEnumerable().Reverse());
    }

    public static JinjaValue Join(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("join", 0, "d", "attribute");
        var separator = bound[0] is { } d ? ValueText.Str(run.Budget, d) : string.Empty;
        var path = bound[1] is { IsNone: false } attribute ? AttributePath.Of(attribute) : null;
        var sink = new TextSink(run.Budget);
        var first = true;
        foreach (var item in ValueSequence.Iterate(run.Budget, value))
        {
            sink.Append(first ? string.Empty : separator);
            first = false;
            sink.Append(ValueText.Str(run.Budget, path?.Get(run, item) ?? item));
        }

        return JinjaValue.Of(sink.ToString());
    }

    public static JinjaValue Batch(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("batch", 1, "linecount", "fill_with");
        var size = Math.Max(Whole.Of(bound[0], "batch"), 1);
        return JinjaValue.Lazy(Batches(run.Budget, value, size, bound[1]));
    }

    public static JinjaValue Slice(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("slice", 1, "slices", "fill_with");
        var slices = Whole.Of(bound[0], "slice");
        if (slices < 1)
        {
            throw new JinjaFault("slice() needs at least one slice");
        }

        return JinjaValue.Lazy(Slices(run.Budget, ValueSequence.Items(run.Budget, value), slices, bound[1]));
    }

    private static IEnumerable<JinjaValue> Batches(JinjaBudget budget, JinjaValue value, long size, JinjaValue? fill)
    {
        var batch = new List<JinjaValue>();
        foreach (var item in ValueSequence.Iterate(budget, value))
        {
            if (batch.Count == size)
            {
                yield return JinjaValue.List([.. batch]);
                batch = [];
            }

            budget.Items(1);
            batch.Add(item);
        }

        if (batch.Count > 0)
        {
            if (fill is { IsNone: false } filler && batch.Count < size)
            {
                budget.Items(size);
                batch.AddRange(Enumerable.Repeat(filler, (int)size - batch.Count));
            }

            yield return JinjaValue.List([.. batch]);
        }
    }

    private static IEnumerable<JinjaValue> Slices(JinjaBudget budget, JinjaValue[] items, long slices, JinjaValue? fill)
    {
        var (perSlice, longer) = Math.DivRem(items.Length, slices);
        var start = 0L;
        for (var i = 0L; i < slices; i++)
        {
            var count = perSlice + (i < longer ? 1 : 0);
            budget.Items(count + 1);
            var slice = items.AsSpan((int)start, (int)count).ToArray();
            start += count;
            yield return JinjaValue.List(fill is { IsNone: false } filler && i >= longer && longer > 0 ? [.. slice, filler] : slice);
        }
    }
}
