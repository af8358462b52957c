using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>On or off.</summary>
internal sealed class SwitchKind : KnobKind<bool>
{
    public override string Accepts => "true or false";

    public override KnobReading Read(JsonNode node) => ReadSwitch(node) is { } value ? new KnobReading(value, null) : Wrong(node);

    public override JsonNode? Write(bool value) => JsonValue.Create(value);

    protected override KnobReading ParsePlain(string text) => ParseSwitch(text) is { } value ? new KnobReading(value, null) : Wrong($"\"{text}\"");

    internal static bool? ReadSwitch(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    internal static bool? ParseSwitch(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "1" => true,
        "false" or "no" or "off" or "0" => false,
        _ => null,
    };
}

/// <summary>On, off, or left to the studio.</summary>
internal sealed class OpenSwitchKind : KnobKind<bool?>
{
    public override string Accepts => "true, false or null";

    public override bool MayBeOpen => true;

    public override KnobReading Read(JsonNode node) => SwitchKind.ReadSwitch(node) is { } value ? new KnobReading(value, null) : Wrong(node);

    public override JsonNode? Write(bool? value) => JsonValue.Create(value);

    protected override KnobReading ParsePlain(string text) => SwitchKind.ParseSwitch(text) is { } value ? new KnobReading(value, null) : Wrong($"\"{text}\"");
}
