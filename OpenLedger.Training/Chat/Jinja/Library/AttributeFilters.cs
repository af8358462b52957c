using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Filters that look into each item of a sequence. They are lazy, as Jinja's are: without <c>list</c> they have no length.</summary>
internal static class AttributeFilters
{
    public static JinjaValue Attr(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var name = Strings.Of(arguments.Bind("attr", 1, "name")[0], "attr");
        return ValueAccess.Own(run, value, name) ?? JinjaValue.Undefined($"'{value.TypeName}' object has no attribute '{name}'");
    }

    public static JinjaValue Map(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        if (arguments.Positional.Length == 0)
        {
            var bound = arguments.Bind("map", 0, "attribute", "default");
            var path = AttributePath.Of(bound[0] ?? throw new JinjaFault("map requires a filter argument"));
            return Lazy(run, value, item => path.Get(run, item, bound[1]));
        }

        var name = Strings.Of(arguments.Positional[0], "map");
        var rest = arguments.Skip(1);
        return Lazy(run, value, item => Filters.Apply(run, name, item, rest));
    }

    public static JinjaValue Select(JinjaRun run, JinjaValue value, JinjaArguments arguments) => Choose(run, value, arguments, "select", true);

    public static JinjaValue Reject(JinjaRun run, JinjaValue value, JinjaArguments arguments) => Choose(run, value, arguments, "reject", false);

    public static JinjaValue SelectAttr(JinjaRun run, JinjaValue value, JinjaArguments arguments) => ChooseByAttribute(run, value, arguments, "selectattr", true);

    public static JinjaValue RejectAttr(JinjaRun run, JinjaValue value, JinjaArguments arguments) => ChooseByAttribute(run, value, arguments, "rejectattr", false);

    private static JinjaValue Choose(JinjaRun run, JinjaValue value, JinjaArguments arguments, string filter, bool wanted)
    {
        var test = Test(run, arguments, filter);
        return Lazy(run, value, item => test(item) == wanted ? item : null);
    }

    private static JinjaValue ChooseByAttribute(JinjaRun run, JinjaValue value, JinjaArguments arguments, string filter, bool wanted)
    {
        if (arguments.Positional.Length == 0)
        {
            throw new JinjaFault($"{filter} misses its attribute");
        }

        var path = AttributePath.Of(arguments.Positional[0]);
        var test = Test(run, arguments.Skip(1), filter);
        return Lazy(run, value, item => test(path.Get(run, item)) == wanted ? item : null);
    }

    /// <summary>The test that is named first, with what follows as its arguments; without a name the truth of the value.</summary>
    private static Func<JinjaValue, bool> Test(JinjaRun run, JinjaArguments arguments, string filter)
    {
        if (arguments.Positional.Length == 0)
        {
            return ValueSequence.IsTrue;
        }

        var name = Strings.Of(arguments.Positional[0], filter);
        var rest = arguments.Skip(1);
        return item => Tests.Apply(run, name, item, rest);
    }

    private static JinjaValue Lazy(JinjaRun run, JinjaValue value, Func<JinjaValue, JinjaValue?> make) => JinjaValue.Lazy(Items(run, value, make));

    private static IEnumerable<JinjaValue> Items(JinjaRun run, JinjaValue value, Func<JinjaValue, JinjaValue?> make)
    {
        // Jinja asks for the truth first, so none and 0 count as empty.
        foreach (var item in ValueSequence.Iterate(run.Budget, ValueSequence.IsTrue(value) ? value : JinjaValue.List()))
        {
            if (make(item) is { } made)
            {
                yield return made;
            }
        }
    }
}
