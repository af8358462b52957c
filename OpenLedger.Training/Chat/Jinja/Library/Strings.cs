using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Small things that several functions do with texts.</summary>
internal static class Strings
{
    /// <summary>A text repeated, within the budget.</summary>
    public static string Repeat(JinjaBudget budget, string text, long times)
    {
        times = Math.Max(times, 0);
        budget.Text(times > JinjaLimits.TextCharacters ? times : times * text.Length);
        return string.Concat(Enumerable.Repeat(text, (int)times));
    }

    /// <summary>Fills up on both sides; an odd rest goes where Python puts it.</summary>
    public static string Center(JinjaBudget budget, string text, long width, string fill)
    {
        var missing = width - CodePoints.Count(text);
        if (missing <= 0)
        {
            return text;
        }

        var left = (missing / 2) + (missing & width & 1);
        return Pad(budget, text, left, missing - left, fill);
    }

    /// <summary>Fills up by these numbers of fill letters.</summary>
    public static string Pad(JinjaBudget budget, string text, long left, long right, string fill)
    {
        var start = Repeat(budget, fill, left);
        var end = Repeat(budget, fill, right);
        budget.Text((long)start.Length + text.Length + end.Length);
        return start + text + end;
    }

    /// <summary>A text argument that has to be there.</summary>
    public static string Of(JinjaValue? value, string function)
        => value is { IsText: true } text ? text.Text : throw new JinjaFault($"{function}() needs a text, not '{value?.TypeName ?? "nothing"}'");

    /// <summary>A text argument that may be missing or none.</summary>
    public static string? Optional(JinjaValue? value, string function) => value is { IsNone: false } ? Of(value, function) : null;
}

/// <summary>Whole numbers as arguments.</summary>
internal static class Whole
{
    public static long Of(JinjaValue? value, string function)
        => value is { IsWhole: true } number
            ? (long)System.Numerics.BigInteger.Clamp(number.Big, int.MinValue, int.MaxValue)
            : throw new JinjaFault($"{function}() needs a whole number, not '{value?.TypeName ?? "nothing"}'");
}
