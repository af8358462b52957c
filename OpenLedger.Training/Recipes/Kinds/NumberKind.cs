using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>A number with a fraction.</summary>
internal sealed class NumberKind(KnobRange range) : KnobKind<double>
{
    public override KnobRange Range => range;

    public override string Accepts => $"a number from {KnobNumber.Text(range.Minimum)} to {KnobNumber.Text(range.Maximum)}";

    public override KnobReading Read(JsonNode node) => IsNumber(node, out var number) ? new KnobReading(number, null) : Wrong(node);

    public override JsonNode? Write(double value) => JsonValue.Create(value);

    public override string Format(double value) => KnobNumber.Text(value);

    public override string? Check(double value) =>
        value >= range.Minimum && value <= range.Maximum ? null : Wrong(KnobNumber.Text(value)).Problem;

    protected override KnobReading ParsePlain(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new KnobReading(number, null)
            : Wrong($"\"{text}\"");
}
