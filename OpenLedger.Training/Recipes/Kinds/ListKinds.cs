using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>Numbers of layers; a single one may stand without a list.</summary>
internal sealed class WholeNumbersKind : KnobKind<IReadOnlyList<int>?>
{
    private const int Most = 10_000;

    public override string Accepts => "a list of whole numbers from 0 to 9999";

    public override bool MayBeOpen => true;

    public override KnobReading Read(JsonNode node)
    {
        var numbers = new List<int>();
        foreach (var item in node is JsonArray list ? [.. list] : (IReadOnlyList<JsonNode?>)[node])
        {
            if (!IsNumber(item, out var number) || number is not (>= 0 and < Most) || Math.Floor(number) != number)
            {
                return Wrong(node is JsonArray ? $"a list that holds {item?.ToJsonString() ?? "null"}" : node.ToJsonString());
            }

            numbers.Add((int)number);
        }

        return new KnobReading(numbers, null);
    }

    public override JsonNode? Write(IReadOnlyList<int>? value) =>
        value is null ? null : new JsonArray([.. value.Select(number => (JsonNode)JsonValue.Create(number))]);

    public override string Format(IReadOnlyList<int>? value) =>
        string.Join(',', (value ?? []).Select(number => number.ToString(CultureInfo.InvariantCulture)));

    public override string? Check(IReadOnlyList<int>? value) =>
        value is { Count: 0 or > Most } ? $"must hold at least one and at most {Most} numbers." : null;

    protected override KnobReading ParsePlain(string text) => Parse($"[{text}]");
}

/// <summary>Names; a single one may stand without a list.</summary>
internal sealed class NamesKind : KnobKind<IReadOnlyList<string>?>
{
    public override string Accepts => "a name, or a list of names";

    public override bool MayBeOpen => true;

    public override KnobReading Read(JsonNode node)
    {
        var items = node is JsonArray list ? [.. list] : (IReadOnlyList<JsonNode?>)[node];
        return items.All(item => IsText(item, out _))
            ? new KnobReading((IReadOnlyList<string>)[.. items.Select(item => item!.GetValue<string>())], null)
            : Wrong(node);
    }

    public override JsonNode? Write(IReadOnlyList<string>? value) => value switch
    {
        null => null,
        [var single] => JsonValue.Create(single),
        _ => new JsonArray([.. value.Select(name => (JsonNode)JsonValue.Create(name))]),
    };

    public override string Format(IReadOnlyList<string>? value) => string.Join(',', value ?? []);

    public override string? Check(IReadOnlyList<string>? value) =>
        value is null || (value.Count > 0 && value.All(name => name.Length > 0)) ? null : "must hold at least one name, and no empty one.";

    protected override KnobReading ParsePlain(string text) =>
        new((IReadOnlyList<string>)text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), null);
}
