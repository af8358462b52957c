using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>A number without a fraction; 1000, 1000.0 and 1e3 are the same.</summary>
internal sealed class WholeNumberKind<T>(KnobRange range) : KnobKind<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override KnobRange Range => range;

    public override string Accepts => string.Create(CultureInfo.InvariantCulture, $"a whole number from {range.Minimum:0} to {range.Maximum:0}");

    public override KnobReading Read(JsonNode node) =>
        IsNumber(node, out _) ? ParsePlain(node.ToJsonString()) : Wrong(node);

    public override JsonNode? Write(T value) => JsonValue.Create(long.CreateChecked(value));

    public override string Format(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    public override string? Check(T value)
    {
        var number = double.CreateChecked(value);
        return number >= range.Minimum && number <= range.Maximum ? null : Wrong(Format(value)).Problem;
    }

    protected override KnobReading ParsePlain(string text)
    {
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return new KnobReading(whole, null);
        }

        const double LargestExact = 1L << 53;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Floor(number) == number && Math.Abs(number) <= LargestExact
            && number >= double.CreateChecked(T.MinValue) && number <= double.CreateChecked(T.MaxValue)
            ? new KnobReading(T.CreateChecked(number), null)
            : Wrong(text.Length == 0 ? "\"\"" : text);
    }
}
