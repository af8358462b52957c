using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>Other numbers for layers whose name ends in, or matches, a pattern: <c>{"q_proj": 8}</c>. The first that matches counts, so their order is kept.</summary>
internal sealed class PatternsKind(KnobRange range, bool whole) : KnobKind<IReadOnlyDictionary<string, double>>
{
    private const int Most = 10_000;

    public override string Accepts => string.Create(
        CultureInfo.InvariantCulture, $"an object of layer names or patterns with {(whole ? "whole numbers" : "numbers")} from {range.Minimum} to {range.Maximum}");

    public override KnobReading Read(JsonNode node)
    {
        if (node is not JsonObject fields)
        {
            return Wrong(node);
        }

        var patterns = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (pattern, value) in fields)
        {
            if (!IsNumber(value, out var number))
            {
                return Wrong($"for \"{pattern}\" {value?.ToJsonString() ?? "null"}");
            }

            patterns.Add(pattern, number);
        }

        return new KnobReading(patterns, null);
    }

    public override JsonNode? Write(IReadOnlyDictionary<string, double> value) =>
        new JsonObject(value.Select(pattern => KeyValuePair.Create(pattern.Key, (JsonNode?)JsonValue.Create(pattern.Value))));

    public override string? Check(IReadOnlyDictionary<string, double> value)
    {
        if (value.Count > Most)
        {
            return $"holds more than {Most} patterns.";
        }

        foreach (var (pattern, number) in value)
        {
            if (pattern.Length == 0 || number < range.Minimum || number > range.Maximum || (whole && Math.Floor(number) != number))
            {
                return Wrong($"for \"{pattern}\" {KnobNumber.Text(number)}").Problem;
            }
        }

        return null;
    }

    protected override KnobReading ParsePlain(string text) =>
        text.Length == 0 ? new KnobReading(new OrderedDictionary<string, double>(), null) : Wrong($"\"{text}\"");
}
