using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Turns the JSON that is handed in into values: whole numbers stay whole at any size, <c>1.0</c> is a float.</summary>
internal static class JsonVariables
{
    /// <summary>Converts a JSON value; nesting, numbers and texts that cannot be are faults.</summary>
    public static JinjaValue Convert(JsonNode? node)
    {
        try
        {
            return Convert(node, 0);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or JsonException)
        {
            // Half surrogates, a key that is there twice, a number nobody can read.
            throw new JinjaFault($"a variable is not valid JSON ({exception.Message})");
        }
    }

    private static JinjaValue Convert(JsonNode? node, int depth)
    {
        if (depth > JinjaLimits.VariableDepth)
        {
            throw new JinjaFault($"the variables nest deeper than {JinjaLimits.VariableDepth} levels");
        }

        switch (node)
        {
            case null:
                return JinjaValue.None;
            case JsonArray array:
                return JinjaValue.List([.. array.Select(item => Convert(item, depth + 1))]);
            case JsonObject members:
                var dictionary = new JinjaDictionary();
                foreach (var (name, value) in members)
                {
                    dictionary.Set(name, Convert(value, depth + 1));
                }

                return JinjaValue.Of(dictionary);
            default:
                return Scalar(node.AsValue());
        }
    }

    private static JinjaValue Scalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => JinjaValue.Of(value.GetValue<string>()),
        JsonValueKind.True => JinjaValue.True,
        JsonValueKind.False => JinjaValue.False,
        JsonValueKind.Number => Number(value),
        _ => JinjaValue.None,
    };

    private static JinjaValue Number(JsonValue value)
    {
        // A number that was made in .NET as a float stays one, although it prints without a point.
        if (value.TryGetValue<JsonElement>(out _) is false && (value.TryGetValue<double>(out var number) || Single(value, out number)))
        {
            return JinjaValue.Of(number);
        }

        var text = value.ToJsonString();
        if (text.AsSpan().IndexOfAny(".eE") >= 0)
        {
            return JinjaValue.Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        const int LongestWhole = JinjaLimits.IntegerBits / 3;
        return text.Length <= LongestWhole
            ? JinjaValue.Of(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : throw new JinjaFault($"a variable holds a whole number of {text.Length} digits");
    }

    private static bool Single(JsonValue value, out double number)
    {
        var single = value.TryGetValue<float>(out var small);
        number = single ? double.Parse(small.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : 0;
        return single;
    }
}
