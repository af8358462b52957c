using System.Text.Json;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>A value in a JSON file that knows where it stands, so that every complaint names file and field.</summary>
internal readonly record struct JsonPart(string File, string Path, JsonElement Element)
{
    private const int MostItems = 100_000;

    public string Where => Path.Length == 0 ? File : $"{File}, {Path}";

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsText => Element.ValueKind == JsonValueKind.String;

    public TrainingException Refuse(string complaint) => new($"{Where}: {complaint}");

    /// <summary>The property, or null where it is missing or null.</summary>
    public JsonPart? Optional(string name)
    {
        if (!IsObject)
        {
            throw Refuse("an object is expected here.");
        }

        return Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonPart(File, Path.Length == 0 ? name : $"{Path}.{name}", value)
            : null;
    }

    public JsonPart Required(string name) => Optional(name) ?? throw Refuse($"\"{name}\" is missing.");

    public string AsText() => IsText ? Element.GetString()! : throw Refuse("a string is expected here.");

    public int AsNumber(int most) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= 0 && value <= most
            ? value
            : throw Refuse($"a whole number from 0 to {most} is expected here.");

    public bool AsFlag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refuse("true or false is expected here."),
    };

    public string Text(string name) => Required(name).AsText();

    public bool Flag(string name, bool otherwise) => Optional(name)?.AsFlag() ?? otherwise;

    public int Number(string name, int otherwise, int most) => Optional(name)?.AsNumber(most) ?? otherwise;

    public IReadOnlyList<JsonPart> Items(int most = MostItems)
    {
        if (Element.ValueKind != JsonValueKind.Array || Element.GetArrayLength() > most)
        {
            throw Refuse($"a list of at most {most} entries is expected here.");
        }

        var (file, path) = (File, Path);
        return [.. Element.EnumerateArray().Select((item, index) => new JsonPart(file, $"{path}[{index}]", item))];
    }

    public IReadOnlyList<JsonPart> Items(string name, int most = MostItems) => Required(name).Items(most);

    public IEnumerable<(string Name, JsonPart Value)> Properties()
    {
        if (!IsObject)
        {
            throw Refuse("an object is expected here.");
        }

        var (file, path) = (File, Path);
        return Element.EnumerateObject().Select(property => (property.Name, new JsonPart(file, $"{path}.{property.Name}", property.Value)));
    }

    /// <summary>The "type" of a part of the tokenizer.</summary>
    public string Kind() => Text("type");

    public TrainingException NotSupported(string what, string supported) =>
        Refuse($"the {what} \"{Kind()}\" is not supported. Supported: {supported}. Use a model with one of these, or convert its tokenizer.");
}
