namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Attributes, items, slices and calls.</summary>
internal static class ValueAccess
{
    /// <summary><c>value.name</c>: the attribute, else the item of that name, else undefined.</summary>
    public static JinjaValue Attribute(Evaluation.JinjaRun run, JinjaValue value, string name)
    {
        if (value.IsUndefined)
        {
            throw new JinjaFault(value.Hint);
        }

        if (Own(run, value, name) is { } own)
        {
            return own;
        }

        if (value.Kind == JinjaKind.Dictionary && value.Dictionary.TryGet(name, out var item))
        {
            return item;
        }

        return Missing(value, name);
    }

    /// <summary><c>value[key]</c>: the item, else the attribute of that name, else undefined.</summary>
    public static JinjaValue Item(Evaluation.JinjaRun run, JinjaValue value, JinjaValue key)
    {
        if (value.IsUndefined)
        {
            throw new JinjaFault(value.Hint);
        }

        if (value.Kind == JinjaKind.Dictionary)
        {
            if (IsKey(key) && value.Dictionary.TryGet(run.Budget, key, out var item))
            {
                return item;
            }
        }
        else if (key.IsWhole && Indexed(run.Budget, value, key) is { } indexed)
        {
            return indexed;
        }

        if (key.IsText)
        {
            return Own(run, value, key.Text) ?? Missing(value, key.Text);
        }

        return JinjaValue.Undefined($"'{value.TypeName}' object has no element {(key.IsNumber ? ValueText.Repr(run.Budget, key) : $"of type '{key.TypeName}'")}");
    }

    /// <summary>The attribute alone, as Python's <c>getattr</c>; null where there is none.</summary>
    public static JinjaValue? Own(Evaluation.JinjaRun run, JinjaValue value, string name) => value.Kind switch
    {
        JinjaKind.Text => Library.TextMethods.Find(value.Text, name),
        JinjaKind.Dictionary => Library.DictionaryMethods.Find(value.Dictionary, name),
        JinjaKind.List or JinjaKind.Tuple or JinjaKind.Range => Library.ListMethods.Find(value, name),
        JinjaKind.Object => value.Object.Attribute(run, name),
        _ => null,
    };

    /// <summary><c>value[start:stop:step]</c>.</summary>
    public static JinjaValue Slice(JinjaBudget budget, JinjaValue value, JinjaValue? start, JinjaValue? stop, JinjaValue? step)
    {
        if (value.IsUndefined)
        {
            throw new JinjaFault(value.Hint);
        }

        if (!value.IsText && (!value.IsSequence || value.Kind == JinjaKind.View))
        {
            throw new JinjaFault($"'{value.TypeName}' object cannot be sliced");
        }

        var length = ValueSequence.Length(budget, value) ?? 0;
        var stride = Bound(step) ?? 1;
        if (stride == 0)
        {
            throw new JinjaFault("slice step cannot be zero");
        }

        var (first, last) = stride > 0 ? (0, length) : (-1, length - 1);
        var from = Clamp(Bound(start), length, first, last) ?? (stride > 0 ? first : last);
        var to = Clamp(Bound(stop), length, first, last) ?? (stride > 0 ? last : first);
        var count = (int)Math.Max(0, stride > 0 ? (to - from + stride - 1) / stride : (from - to - stride - 1) / -stride);
        if (!value.IsText)
        {
            budget.Items(count);
            return value.With(Pick(value.Items, from, stride, count));
        }

        budget.Text(Math.Min(2L * count, value.Text.Length));
        return JinjaValue.Of(SliceText(budget, value.Text, from, stride, count));
    }

    /// <summary><c>callee(arguments)</c>.</summary>
    public static JinjaValue Call(Evaluation.JinjaRun run, JinjaValue callee, JinjaArguments arguments)
    {
        if (callee.IsUndefined)
        {
            throw new JinjaFault(callee.Hint);
        }

        return callee.Kind == JinjaKind.Object
            ? callee.Object.Call(run, arguments)
            : throw new JinjaFault($"'{callee.TypeName}' object is not callable");
    }

    private static bool IsKey(JinjaValue key)
        => key.Kind is JinjaKind.None or JinjaKind.Text or JinjaKind.Tuple || key.IsNumber;

    private static JinjaValue? Indexed(JinjaBudget budget, JinjaValue value, JinjaValue key)
    {
        if (key.IsBig || (!value.IsText && (!value.IsSequence || value.Kind == JinjaKind.View)))
        {
            return null;
        }

        if (!value.IsText)
        {
            var place = key.Whole < 0 ? key.Whole + value.Items.Length : key.Whole;
            return place >= 0 && place < value.Items.Length ? value.Items[place] : null;
        }

        budget.Scan(value.Text.Length);
        var count = CodePoints.Count(value.Text);
        var index = key.Whole < 0 ? key.Whole + count : key.Whole;
        if (index < 0 || index >= count)
        {
            return null;
        }

        var offset = count == value.Text.Length ? (int)index : CodePoints.Offset(value.Text, (int)index);
        return JinjaValue.Of(value.Text.Substring(offset, CodePoints.LengthAt(value.Text, offset)));
    }

    private static JinjaValue Missing(JinjaValue value, string name)
        => name.StartsWith("__", StringComparison.Ordinal)
            ? JinjaValue.Undefined($"access to attribute '{name}' of '{value.TypeName}' object is unsafe")
            : JinjaValue.Undefined($"'{value.TypeName}' object has no attribute '{name}'");

    private static long? Bound(JinjaValue? value)
    {
        if (value is not { } bound || bound.IsNone)
        {
            return null;
        }

        if (!bound.IsWhole)
        {
            throw new JinjaFault(bound.IsUndefined ? bound.Hint : "slice indices must be integers or None");
        }

        return (long)System.Numerics.BigInteger.Clamp(bound.Big, int.MinValue, int.MaxValue);
    }

    private static long? Clamp(long? bound, int length, int first, int last)
        => bound is { } index ? Math.Clamp(index < 0 ? index + length : index, first, last) : null;

    private static T[] Pick<T>(T[] items, long from, long stride, int count)
    {
        var picked = new T[count];
        for (var i = 0; i < count; i++)
        {
            picked[i] = items[from + (i * stride)];
        }

        return picked;
    }

    private static string SliceText(JinjaBudget budget, string text, long from, long stride, int count)
    {
        if (CodePoints.IsPlain(text))
        {
            return stride == 1 ? text.Substring((int)from, count) : new string(Pick(text.ToCharArray(), from, stride, count));
        }

        if (stride == 1)
        {
            var start = CodePoints.Offset(text, (int)from);
            var rest = text[start..];
            return rest[..CodePoints.Offset(rest, count)];
        }

        budget.Items(text.Length);
        return string.Concat(Pick([.. CodePoints.Split(text)], from, stride, count));
    }
}
