using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Filters that order, group and compare items; texts without regard to case unless told otherwise.</summary>
internal static class OrderFilters
{
    public static JinjaValue Sort(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("sort", 0, "reverse", "case_sensitive", "attribute");
        var key = SortKey(run, bound[2], IsSet(bound[1]));
        return JinjaValue.List(Sorted(run, ValueSequence.Items(run.Budget, value), key, IsSet(bound[0])));
    }

    public static JinjaValue DictSort(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("dictsort", 0, "case_sensitive", "by", "reverse");
        var by = Strings.Optional(bound[1], "dictsort") ?? "key";
        if (by is not ("key" or "value") || value.Kind != JinjaKind.Dictionary)
        {
            throw new JinjaFault("dictsort sorts a dictionary by 'key' or by 'value'");
        }

        var part = by == "key" ? 0 : 1;
        var caseSensitive = IsSet(bound[0]);
        return JinjaValue.List(Sorted(run, value.Dictionary.Pairs(run.Budget), pair => Folded(run.Budget, pair.Items[part], caseSensitive), IsSet(bound[2])));
    }

    public static JinjaValue Unique(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("unique", 0, "case_sensitive", "attribute");
        var key = Key(run, bound[1], IsSet(bound[0]));
        return JinjaValue.Lazy(Distinct(run.Budget, value, key));
    }

    public static JinjaValue Min(JinjaRun run, JinjaValue value, JinjaArguments arguments) => Extreme(run, value, arguments, "min", -1);

    public static JinjaValue Max(JinjaRun run, JinjaValue value, JinjaArguments arguments) => Extreme(run, value, arguments, "max", 1);

    public static JinjaValue GroupBy(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("groupby", 1, "attribute", "default", "case_sensitive");
        var path = AttributePath.Of(bound[0]!.Value);
        var caseSensitive = IsSet(bound[2]);
        JinjaValue KeyOf(JinjaValue item) => Folded(run.Budget, path.Get(run, item, bound[1]), caseSensitive);
        var groups = new List<JinjaValue>();
        var members = new List<JinjaValue>();
        foreach (var item in Sorted(run, ValueSequence.Items(run.Budget, value), KeyOf, reverse: false))
        {
            run.Budget.Items(1);
            if (members.Count > 0 && !ValueComparison.Equal(run.Budget, KeyOf(members[0]), KeyOf(item)))
            {
                groups.Add(Group(run, path, members, bound[1]));
                members.Clear();
            }

            members.Add(item);
        }

        if (members.Count > 0)
        {
            groups.Add(Group(run, path, members, bound[1]));
        }

        return JinjaValue.List([.. groups]);
    }

    private static JinjaValue Group(JinjaRun run, AttributePath path, List<JinjaValue> members, JinjaValue? fallback)
        => JinjaValue.Group(path.Get(run, members[0], fallback), JinjaValue.List([.. members]));

    private static JinjaValue Extreme(JinjaRun run, JinjaValue value, JinjaArguments arguments, string name, int wanted)
    {
        var bound = arguments.Bind(name, 0, "case_sensitive", "attribute");
        var key = Key(run, bound[1], IsSet(bound[0]));
        JinjaValue? best = null;
        foreach (var item in ValueSequence.Iterate(run.Budget, value))
        {
            if (best is not { } other || ValueComparison.Order(run.Budget, key(item), key(other), wanted < 0 ? "<" : ">") * wanted > 0)
            {
                best = item;
            }
        }

        return best ?? JinjaValue.Undefined("No aggregated item, sequence was empty.");
    }

    private static IEnumerable<JinjaValue> Distinct(JinjaBudget budget, JinjaValue value, Func<JinjaValue, JinjaValue> key)
    {
        var seen = new JinjaDictionary();
        foreach (var item in ValueSequence.Iterate(budget, value))
        {
            var own = key(item);
            if (!seen.TryGet(budget, own, out _))
            {
                seen.Set(budget, own, JinjaValue.None);
                yield return item;
            }
        }
    }

    private static JinjaValue[] Sorted(JinjaRun run, JinjaValue[] items, Func<JinjaValue, JinjaValue> key, bool reverse)
    {
        run.Budget.Items(3L * items.Length);
        var keyed = Array.ConvertAll(items, item => (Key: key(item), Item: item));
        var sorted = StableSort.By(keyed, (a, b) => reverse
            ? ValueComparison.Order(run.Budget, b.Key, a.Key, "<") < 0
            : ValueComparison.Order(run.Budget, a.Key, b.Key, "<") < 0);
        return Array.ConvertAll(sorted, pair => pair.Item);
    }

    /// <summary>The attribute or the item itself.</summary>
    private static Func<JinjaValue, JinjaValue> Key(JinjaRun run, JinjaValue? attribute, bool caseSensitive)
    {
        var path = attribute is { IsNone: false } given ? AttributePath.Of(given) : null;
        return item => Folded(run.Budget, path?.Get(run, item) ?? item, caseSensitive);
    }

    /// <summary>One or several attributes, always as a list: its equal members are never asked for their order, so even none can be sorted among none.</summary>
    private static Func<JinjaValue, JinjaValue> SortKey(JinjaRun run, JinjaValue? attribute, bool caseSensitive)
    {
        if (attribute is not { IsText: true } names)
        {
            var key = Key(run, attribute, caseSensitive);
            return item => JinjaValue.List(key(item));
        }

        run.Budget.Items(names.Text.Length);
        var paths = Array.ConvertAll(names.Text.Split(','), part => AttributePath.Of(JinjaValue.Of(part)));
        return item => JinjaValue.List(Array.ConvertAll(paths, path => Folded(run.Budget, path.Get(run, item), caseSensitive)));
    }

    private static JinjaValue Folded(JinjaBudget budget, JinjaValue value, bool caseSensitive)
    {
        if (caseSensitive || !value.IsText)
        {
            return value;
        }

        budget.Text(value.Text.Length);
        return JinjaValue.Of(PythonText.Lower(value.Text));
    }

    private static bool IsSet(JinjaValue? flag) => flag is { } value && ValueSequence.IsTrue(value);
}
