using System.Numerics;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Equality and order as Python has them.</summary>
internal static class ValueComparison
{
    /// <summary>Python's <c>==</c>: by value, numbers across their types, everything else only within its type.</summary>
    public static bool Equal(JinjaBudget budget, JinjaValue left, JinjaValue right)
    {
        budget.Step();
        if (left.IsNumber && right.IsNumber)
        {
            return Numbers(left, right) == 0;
        }

        if (left.Kind != right.Kind)
        {
            return false;
        }

        switch (left.Kind)
        {
            case JinjaKind.Undefined or JinjaKind.None:
                return true;
            case JinjaKind.Text:
                budget.Scan(Math.Min(left.Text.Length, right.Text.Length));
                return left.Text == right.Text;
            case JinjaKind.Dictionary:
                return DictionariesEqual(budget, left.Dictionary, right.Dictionary);
            default:
                return left.IsSequence ? ItemsEqual(budget, left.Items, right.Items) : left.IsSame(right);
        }
    }

    /// <summary>Python's <c>&lt;</c> and its kin: negative, zero or positive; null where neither holds (nan).</summary>
    public static int? Order(JinjaBudget budget, JinjaValue left, JinjaValue right, string sign)
    {
        budget.Step();
        if (left.IsNumber && right.IsNumber)
        {
            return Numbers(left, right);
        }

        if (left.IsUndefined || right.IsUndefined)
        {
            throw new JinjaFault(left.IsUndefined ? left.Hint : right.Hint);
        }

        if (left.IsText && right.IsText)
        {
            budget.Scan(Math.Min(left.Text.Length, right.Text.Length));
            return Texts(left.Text, right.Text);
        }

        return left.Kind == right.Kind && left.Kind is JinjaKind.List or JinjaKind.Tuple
            ? ItemsOrder(budget, left.Items, right.Items, sign)
            : throw new JinjaFault($"'{sign}' not supported between instances of '{left.TypeName}' and '{right.TypeName}'");
    }

    /// <summary>Python's <c>in</c>.</summary>
    public static bool Contains(JinjaBudget budget, JinjaValue container, JinjaValue item)
    {
        if (container.Kind == JinjaKind.Text)
        {
            budget.Scan(container.Text.Length);
            return item.IsText
                ? container.Text.Contains(item.Text, StringComparison.Ordinal)
                : throw new JinjaFault(item.IsUndefined ? item.Hint : $"'in <string>' requires string as left operand, not {item.TypeName}");
        }

        if (container.Kind == JinjaKind.Dictionary)
        {
            return container.Dictionary.TryGet(budget, item, out _);
        }

        foreach (var candidate in ValueSequence.Iterate(budget, container))
        {
            if (Equal(budget, candidate, item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Compares numbers exactly, whatever their types.</summary>
    public static int? Numbers(JinjaValue left, JinjaValue right)
    {
        if (left.IsWhole && right.IsWhole)
        {
            return left.IsBig || right.IsBig ? left.Big.CompareTo(right.Big) : left.Whole.CompareTo(right.Whole);
        }

        if (left.Kind == JinjaKind.Float && right.Kind == JinjaKind.Float)
        {
            return double.IsNaN(left.Float) || double.IsNaN(right.Float) ? null : left.Float.CompareTo(right.Float);
        }

        return left.Kind == JinjaKind.Float ? FloatWithWhole(left.Float, right.Big) : -FloatWithWhole(right.Float, left.Big);
    }

    /// <summary>Compares by code points: surrogates come after everything else below U+10000.</summary>
    public static int Texts(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[same], right[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }

    private static int? FloatWithWhole(double number, BigInteger whole)
    {
        if (double.IsNaN(number))
        {
            return null;
        }

        if (double.IsInfinity(number))
        {
            return Math.Sign(number);
        }

        var floor = Math.Floor(number);
        var order = new BigInteger(floor).CompareTo(whole);
        return order != 0 ? order : number > floor ? 1 : 0;
    }

    private static bool ItemsEqual(JinjaBudget budget, JinjaValue[] left, JinjaValue[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        budget.Enter();
        var equal = true;
        for (var i = 0; i < left.Length && equal; i++)
        {
            equal = Equal(budget, left[i], right[i]);
        }

        budget.Leave();
        return equal;
    }

    private static bool DictionariesEqual(JinjaBudget budget, JinjaDictionary left, JinjaDictionary right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        budget.Enter();
        var equal = left.Items.All(pair => right.TryGet(budget, pair.Key, out var other) && Equal(budget, pair.Value, other));
        budget.Leave();
        return equal;
    }

    private static int? ItemsOrder(JinjaBudget budget, JinjaValue[] left, JinjaValue[] right, string sign)
    {
        budget.Enter();
        int? order = left.Length.CompareTo(right.Length);
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if (!Equal(budget, left[i], right[i]))
            {
                order = Order(budget, left[i], right[i], sign);
                break;
            }
        }

        budget.Leave();
        return order;
    }
}
