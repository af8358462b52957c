using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>A file or folder.</summary>
internal sealed class PathKind(string what) : KnobKind<string?>
{
    private const int LongestPath = 4096;

    public override string Accepts => $"the path of {what}";

    public override bool MayBeOpen => true;

    public override bool IsPath => true;

    public override KnobReading Read(JsonNode node) => IsText(node, out var text) ? new KnobReading(text, null) : Wrong(node);

    public override KnobReading Parse(string text) => ParsePlain(text);

    public override JsonNode? Write(string? value) => value is null ? null : JsonValue.Create(value);

    public override string Format(string? value) => value ?? "";

    public override string? Check(string? value) => value is null ? null : Problem(value);

    public override string? Resolve(string? value, string folder) =>
        value is null || Problem(value) is not null ? value : Path.GetFullPath(value, folder);

    protected override KnobReading ParsePlain(string text) => new(text, null);

    /// <summary>What makes a text no path at all, whatever lies there.</summary>
    internal static string? Problem(string path) => path switch
    {
        _ when path.Trim().Length == 0 => "is empty, but must be a path.",
        _ when path.Length > LongestPath => "is no path: it is longer than 4096 characters.",
        _ when path.Contains('\0', StringComparison.Ordinal) => "is no path: it holds a zero character.",
        _ => null,
    };
}
