using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>The methods of dictionaries. Those that would change one are refused, as in Jinja's immutable sandbox.</summary>
internal static class DictionaryMethods
{
    public static JinjaValue? Find(JinjaDictionary dictionary, string name)
    {
        Func<JinjaRun, JinjaArguments, JinjaValue>? body = name switch
        {
            "get" => (run, arguments) => Get(run.Budget, dictionary, arguments),
            "items" => (run, arguments) => View(arguments, name, JinjaValue.Pairs(dictionary.Pairs(run.Budget))),
            "keys" => (run, arguments) => View(arguments, name, JinjaValue.Keys(dictionary.Keys(run.Budget))),
            "values" => (run, arguments) => View(arguments, name, JinjaValue.Values(dictionary.Values(run.Budget))),
            "copy" => (_, arguments) => View(arguments, name, JinjaValue.Of(dictionary)),
            _ => null,
        };
        if (body is not null)
        {
            return JinjaValue.Of(new JinjaFunction(name, body));
        }

        return name is "clear" or "pop" or "popitem" or "setdefault" or "update"
            ? JinjaValue.Undefined($"access to attribute '{name}' of 'dict' object is unsafe")
            : null;
    }

    private static JinjaValue Get(JinjaBudget budget, JinjaDictionary dictionary, JinjaArguments arguments)
    {
        var bound = arguments.Bind("get", 1, "key", "default");
        return dictionary.TryGet(budget, bound[0]!.Value, out var value) ? value : bound[1] ?? JinjaValue.None;
    }

    private static JinjaValue View(JinjaArguments arguments, string name, JinjaValue view)
    {
        arguments.Bind(name, 0);
        return view;
    }
}

/// <summary>The methods of lists, tuples and ranges.</summary>
internal static class ListMethods
{
    public static JinjaValue? Find(JinjaValue list, string name) => name switch
    {
        "count" => JinjaValue.Of(new JinjaFunction(name, (run, arguments) => Count(run.Budget, list.Items, arguments))),
        "index" => JinjaValue.Of(new JinjaFunction(name, (run, arguments) => Index(run.Budget, list, arguments))),
        "grouper" when list.IsGroup => list.Items[0],
        "list" when list.IsGroup => list.Items[1],
        "copy" when list.Kind == JinjaKind.List => JinjaValue.Of(new JinjaFunction(name, (_, _) => list)),
        "append" or "clear" or "extend" or "insert" or "pop" or "remove" or "reverse" or "sort" when list.Kind == JinjaKind.List
            => JinjaValue.Undefined($"access to attribute '{name}' of 'list' object is unsafe"),
        _ => null,
    };

    private static JinjaValue Count(JinjaBudget budget, JinjaValue[] items, JinjaArguments arguments)
    {
        var wanted = arguments.Bind("count", 1, "value")[0]!.Value;
        return JinjaValue.Of((long)items.Count(item => ValueComparison.Equal(budget, item, wanted)));
    }

    private static JinjaValue Index(JinjaBudget budget, JinjaValue list, JinjaArguments arguments)
    {
        var bound = arguments.Bind("index", 1, "value", "start", "stop");
        var (start, stop) = Window(bound[1], bound[2], list.Items.Length);
        for (var i = start; i < stop; i++)
        {
            if (ValueComparison.Equal(budget, list.Items[i], bound[0]!.Value))
            {
                return JinjaValue.Of((long)i);
            }
        }

        throw new JinjaFault($"the value is not in the {list.TypeName}");
    }

    /// <summary>The part of a sequence that start and stop leave, counted from the end where negative.</summary>
    public static (int Start, int Stop) Window(JinjaValue? start, JinjaValue? stop, int length)
    {
        return (Place(start, 0), Place(stop, length));

        int Place(JinjaValue? place, int missing)
        {
            if (place is not { IsNone: false } given)
            {
                return missing;
            }

            var index = Whole.Of(given, "index");
            return (int)Math.Clamp(index < 0 ? index + length : index, 0, length);
        }
    }
}
