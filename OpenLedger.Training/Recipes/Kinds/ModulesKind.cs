using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>Layers: a list of names, a regular expression, or "all-linear".</summary>
internal sealed class ModulesKind(bool mayBeOpen) : KnobKind<ModuleChoice?>
{
    public override string Accepts => mayBeOpen
        ? "a list of layer names, or a regular expression"
        : "\"all-linear\", a list of layer names, or a regular expression";

    public override bool MayBeOpen => mayBeOpen;

    public override KnobReading Read(JsonNode node)
    {
        if (IsText(node, out var pattern))
        {
            return new KnobReading(ModuleChoice.OfPattern(pattern), null);
        }

        return node is JsonArray list && list.All(name => IsText(name, out _))
            ? new KnobReading(ModuleChoice.OfNames([.. list.Select(name => name!.GetValue<string>())]), null)
            : Wrong(node);
    }

    /// <summary>A regular expression may begin like a JSON list does.</summary>
    public override KnobReading Parse(string text)
    {
        var reading = base.Parse(text);
        return reading.Problem is null ? reading : ParsePlain(text);
    }

    public override JsonNode? Write(ModuleChoice? value) => value switch
    {
        null => null,
        { Pattern: { } pattern } => JsonValue.Create(pattern),
        _ => new JsonArray([.. value.Names!.Select(name => (JsonNode)JsonValue.Create(name))]),
    };

    public override string Format(ModuleChoice? value) =>
        value?.Pattern ?? (value is null ? "" : string.Join(',', value.Names!));

    public override string? Check(ModuleChoice? value) => value switch
    {
        { Names: { } names } when names.Count == 0 || names.Any(name => name.Length == 0) => "must name at least one layer, and no empty name.",
        { Pattern: "" } => $"is empty, but must be {Accepts}.",
        _ => null,
    };

    /// <summary>Words with commas are a list; anything else is "all-linear", one name, or a regular expression.</summary>
    protected override KnobReading ParsePlain(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new KnobReading(
            names.Length > 0 && names.All(IsPlainName) && text != ModuleChoice.AllLinear.Pattern ? ModuleChoice.OfNames(names) : ModuleChoice.OfPattern(text), null);
    }

    private static bool IsPlainName(string name) => name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');
}
