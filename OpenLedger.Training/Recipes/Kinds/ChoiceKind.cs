using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>One of a few names.</summary>
internal sealed class ChoiceKind(IReadOnlyList<string> names) : KnobKind<string>
{
    public override IReadOnlyList<string> Choices => names;

    public override string Accepts => $"one of {string.Join(", ", names.Select(name => $"\"{name}\""))}";

    public override KnobReading Read(JsonNode node) => IsText(node, out var text) ? new KnobReading(text, null) : Wrong(node);

    public override JsonNode? Write(string value) => JsonValue.Create(value);

    public override string Format(string value) => value;

    public override string? Check(string value) =>
        names.Contains(value) ? null : Wrong($"\"{value}\"").Problem + NearestName.Suggestion(value, names);

    protected override KnobReading ParsePlain(string text) => new(text, null);
}
