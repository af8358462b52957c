using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Json;

/// <summary>
/// A JSON object of an outside file, read field by field: a field that is absent or null has its default, a field of the wrong kind or out of range
/// gives a <see cref="TrainingException"/> that names file and field.
/// </summary>
internal sealed class JsonFields
{
    private const int LongestShown = 60;

    private readonly string _prefix;

    private JsonFields(JsonObject node, string source, string prefix)
    {
        Node = node;
        Source = source;
        _prefix = prefix;
    }

    /// <summary>The file that the object comes from, for messages.</summary>
    public string Source { get; }

    /// <summary>The object itself.</summary>
    public JsonObject Node { get; }

    /// <summary>The names of all fields, in their order.</summary>
    public IReadOnlyList<string> Names => [.. Node.Select(pair => pair.Key)];

    /// <summary>Reads the object in file <paramref name="path"/>, which may have <paramref name="mostBytes"/> bytes.</summary>
    public static JsonFields Read(string path, int mostBytes) => Parse(OutsideFile.ReadAll(path, mostBytes), path);

    /// <summary>Parses UTF-8 text that comes from <paramref name="source"/>.</summary>
    public static JsonFields Parse(ReadOnlySpan<byte> utf8, string source)
    {
        try
        {
            return StrictJson.Parse(utf8) is JsonObject node
                ? new JsonFields(node, source, "")
                : throw new TrainingException($"{source}: is not a JSON object. Fetch the file again.");
        }
        catch (StrictJsonException exception)
        {
            throw new TrainingException(
                $"{source}: is not valid JSON (line {exception.Line}, character {exception.Column}: {exception.Message}). Fetch the file again.", exception);
        }
    }

    /// <summary>The field, or null where it is absent or null.</summary>
    public JsonNode? Get(string name) => Node[name];

    /// <summary>True where the field stands there, be it null.</summary>
    public bool Stands(string name) => Node.ContainsKey(name);

    /// <summary>A whole number between the bounds, or null.</summary>
    public int? OptionalInteger(string name, int least, int most) => Get(name) is { } value ? Integer(value, name, least, most) : null;

    /// <summary>A whole number between the bounds, or <paramref name="fallback"/>.</summary>
    public int Integer(string name, int fallback, int least, int most) => OptionalInteger(name, least, most) ?? fallback;

    /// <summary>One whole number or a list of them; empty where there is none.</summary>
    public IReadOnlyList<int> Integers(string name, int least, int most, int mostItems = 100_000) =>
        Items(name, mostItems) is { } items ? [.. items.Select(item => Integer(item, name, least, most))] : [];

    /// <summary>A finite number between the bounds, or null.</summary>
    public double? OptionalNumber(string name, double least, double most)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        return NumberOf(value) is { } number && number >= least && number <= most
            ? number
            : throw Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}, found {Show(value)}"));
    }

    /// <summary>A finite number between the bounds, or <paramref name="fallback"/>.</summary>
    public double Number(string name, double fallback, double least, double most) => OptionalNumber(name, least, most) ?? fallback;

    /// <summary>True or false, or <paramref name="fallback"/>.</summary>
    public bool Boolean(string name, bool fallback) => Get(name) switch
    {
        null => fallback,
        { } value when value.GetValueKind() == JsonValueKind.True => true,
        { } value when value.GetValueKind() == JsonValueKind.False => false,
        { } value => throw Fault(name, $"must be true or false, found {Show(value)}"),
    };

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => Get(name) is { } value ? Text(value, name) : null;

    /// <summary>One text or a list of texts; null where there is none.</summary>
    public IReadOnlyList<string>? Texts(string name, int mostItems = 100_000) =>
        Items(name, mostItems) is { } items ? [.. items.Select(item => Text(item, name))] : null;

    /// <summary>An object, or null.</summary>
    public JsonFields? Object(string name) => Get(name) switch
    {
        null => null,
        JsonObject value => new JsonFields(value, Source, $"{_prefix}{name}."),
        { } value => throw Fault(name, $"must be an object, found {Show(value)}"),
    };

    /// <summary>The exception for a field that is not as it must be.</summary>
    public TrainingException Fault(string name, string what) => new($"{Source}: \"{_prefix}{Shorten(name)}\" {what}.");

    private IReadOnlyList<JsonNode?>? Items(string name, int most) => Get(name) switch
    {
        null => null,
        JsonArray list when list.Count > most => throw Fault(name, $"may have at most {most} items"),
        JsonArray list => [.. list],
        { } value => [value],
    };

    private int Integer(JsonNode? value, string name, int least, int most)
    {
        // Some tools write whole numbers as 8192.0.
        return NumberOf(value) is { } number && number == Math.Floor(number) && number >= least && number <= most
            ? (int)number
            : throw Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}, found {Show(value)}"));
    }

    private string Text(JsonNode? value, string name) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Fault(name, $"must be text, found {Show(value)}");

    private static double? NumberOf(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number
        && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static string Show(JsonNode? value) => Shorten(value?.ToJsonString() ?? "null");

    private static string Shorten(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "...";
}
