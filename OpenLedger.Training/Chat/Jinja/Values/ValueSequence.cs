namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Truth, length and items of values.</summary>
internal static class ValueSequence
{
    /// <summary>Python's truth: nothing, zero and emptiness are false.</summary>
    public static bool IsTrue(JinjaValue value) => value.Kind switch
    {
        JinjaKind.Undefined or JinjaKind.None => false,
        JinjaKind.Boolean => value.Boolean,
        JinjaKind.Integer => value.IsBig || value.Whole != 0,
        JinjaKind.Float => value.Float != 0,
        JinjaKind.Text => value.Text.Length > 0,
        JinjaKind.Dictionary => value.Dictionary.Count > 0,
        _ => !value.IsSequence || value.Items.Length > 0,
    };

    /// <summary>Python's <c>len()</c>, or null where the value has none.</summary>
    public static int? Length(JinjaBudget budget, JinjaValue value)
    {
        switch (value.Kind)
        {
            case JinjaKind.Text:
                budget.Scan(value.Text.Length);
                return CodePoints.Count(value.Text);
            case JinjaKind.Dictionary:
                return value.Dictionary.Count;
            case JinjaKind.Undefined:
                return 0;
            default:
                return value.IsSequence ? value.Items.Length : null;
        }
    }

    /// <summary>Whether the value can be walked through.</summary>
    public static bool IsIterable(JinjaValue value)
        => value.IsSequence || value.Kind is JinjaKind.Text or JinjaKind.Dictionary or JinjaKind.Generator or JinjaKind.Undefined;

    /// <summary>The items one after the other; every item is a step.</summary>
    public static IEnumerable<JinjaValue> Iterate(JinjaBudget budget, JinjaValue value)
    {
        var items = value.Kind switch
        {
            JinjaKind.Text => CodePoints.Split(value.Text).Select(JinjaValue.Of),
            JinjaKind.Dictionary => value.Dictionary.Keys(budget),
            JinjaKind.Generator => value.Generator.Take(),
            JinjaKind.Undefined => [],
            _ => value.IsSequence ? value.Items : throw NotIterable(value),
        };
        return Counted(budget, items);
    }

    /// <summary>All items; the array of a list itself, which nobody may change.</summary>
    public static JinjaValue[] Items(JinjaBudget budget, JinjaValue value)
    {
        if (value.IsSequence)
        {
            return value.Items;
        }

        var items = new List<JinjaValue>();
        foreach (var item in Iterate(budget, value))
        {
            budget.Items(items.Count >= JinjaLimits.SequenceItems ? items.Count + 1L : 1);
            items.Add(item);
        }

        return [.. items];
    }

    /// <summary>What walking through a value without items says.</summary>
    public static JinjaFault NotIterable(JinjaValue value) => new($"'{value.TypeName}' object is not iterable");

    private static IEnumerable<JinjaValue> Counted(JinjaBudget budget, IEnumerable<JinjaValue> items)
    {
        // Lazy filters upon lazy filters: taking an item goes as deep as they are stacked.
        using var enumerator = items.GetEnumerator();
        while (true)
        {
            budget.Enter();
            var moved = enumerator.MoveNext();
            budget.Leave();
            if (!moved)
            {
                yield break;
            }

            budget.Step();
            yield return enumerator.Current;
        }
    }
}
