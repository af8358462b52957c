using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace OpenLedger.Training;

/// <summary>
/// A JSON object of an outside file, read field by field: a field that is absent or null has its default, a field of the wrong kind or out of range
/// gives a <see cref="TrainingException"/> that names file and field.
/// </summary>
internal sealed class JsonFields
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly JsonElement _object;
    private readonly string _prefix;

    private JsonFields(JsonElement element, string source, string prefix)
    {
        _object = element;
        Source = source;
        _prefix = prefix;
    }

    /// <summary>The file that the object comes from, for messages.</summary>
    public string Source { get; }

    /// <summary>The object itself.</summary>
    public JsonElement Element => _object;

    /// <summary>The names of all fields, in their order.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            try
            {
                return [.. _object.EnumerateObject().Select(property => property.Name)];
            }
            catch (InvalidOperationException exception)
            {
                throw new TrainingException($"{Source}: a field name holds half a character. Fetch the file again.", exception);
            }
        }
    }

    /// <summary>Reads the object in file <paramref name="path"/>, which may have <paramref name="maxBytes"/> bytes.</summary>
    public static JsonFields Read(string path, int maxBytes) => Parse(OutsideFile.ReadAll(path, maxBytes), path);

    /// <summary>Parses UTF-8 text that comes from <paramref name="source"/>.</summary>
    public static JsonFields Parse(ReadOnlyMemory<byte> json, string source)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        if (!Utf8.IsValid(json.Span))
        {
            throw new TrainingException($"{source}: is not valid UTF-8 text. Save it as UTF-8, or fetch it again.");
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonFields(document.RootElement.Clone(), source, "")
                : throw new TrainingException($"{source}: is not a JSON object. Fetch the file again.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new TrainingException($"{source}: is not valid JSON ({exception.Message}) Fetch the file again.", exception);
        }
    }

    /// <summary>The field, or null where it is absent or null.</summary>
    public JsonElement? Get(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>True where the field stands there, be it null.</summary>
    public bool Stands(string name) => _object.TryGetProperty(name, out _);

    /// <summary>A whole number between the bounds, or null.</summary>
    public int? OptionalInteger(string name, int least, int most) =>
        Get(name) is { } value ? Integer(value, name, least, most) : null;

    /// <summary>A whole number between the bounds, or <paramref name="fallback"/>.</summary>
    public int Integer(string name, int fallback, int least, int most) => OptionalInteger(name, least, most) ?? fallback;

    /// <summary>One whole number or a list of them; empty where there is none.</summary>
    public IReadOnlyList<int> Integers(string name, int least, int most, int mostItems = 100_000)
    {
        if (Get(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return [Integer(value, name, least, most)];
        }

        return value.GetArrayLength() <= mostItems
            ? [.. value.EnumerateArray().Select(item => Integer(item, name, least, most))]
            : throw Fault(name, $"may have at most {mostItems} items");
    }

    /// <summary>A finite number between the bounds, or null.</summary>
    public double? OptionalNumber(string name, double least, double most)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : throw Fault(name, FormattableString.Invariant($"must be a number from {least} to {most}, found {Show(value)}"));
    }

    /// <summary>A finite number between the bounds, or <paramref name="fallback"/>.</summary>
    public double Number(string name, double fallback, double least, double most) => OptionalNumber(name, least, most) ?? fallback;

    /// <summary>True or false, or <paramref name="fallback"/>.</summary>
    public bool Boolean(string name, bool fallback) => Get(name) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Fault(name, $"must be true or false, found {Show(value)}"),
    };

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => Get(name) is { } value ? Text(value, name) : null;

    /// <summary>One text or a list of texts; null where there is none.</summary>
    public IReadOnlyList<string>? Texts(string name, int mostItems = 100_000)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return [Text(value, name)];
        }

        return value.GetArrayLength() <= mostItems
            ? [.. value.EnumerateArray().Select(item => Text(item, name))]
            : throw Fault(name, $"may have at most {mostItems} items");
    }

    /// <summary>An object, or null.</summary>
    public JsonFields? Object(string name) => Get(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new JsonFields(value, Source, $"{_prefix}{name}."),
        { } value => throw Fault(name, $"must be an object, found {Show(value)}"),
    };

    /// <summary>The exception for a field that is not as it must be.</summary>
    public TrainingException Fault(string name, string what) => new($"{Source}: \"{_prefix}{name}\" {what}.");

    private int Integer(JsonElement value, string name, int least, int most)
    {
        // Some tools write whole numbers as 8192.0.
        var good = value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number)
            && number == Math.Floor(number)
            && number >= least
            && number <= most;
        return good
            ? (int)value.GetDouble()
            : throw Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}, found {Show(value)}"));
    }

    private string Text(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault(name, $"must be text, found {Show(value)}");
        }
        catch (InvalidOperationException exception)
        {
            throw new TrainingException($"{Source}: \"{_prefix}{name}\" holds half a character. Fetch the file again.", exception);
        }
    }

    private static string Show(JsonElement value)
    {
        var raw = value.GetRawText();
        return raw.Length <= 60 ? raw : raw[..60] + "...";
    }
}
