using System.Text.Json;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>
/// Where the parts of a tokenizer.json lie in its bytes. The vocabulary and its merges are most of the file; they are read straight from
/// the bytes, without a tree of objects.
/// </summary>
internal sealed class JsonSections
{
    private const int Deepest = 64;
    private const int LargestTree = 32 << 20;
    private const int MostProperties = 1_000;

    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly Dictionary<string, Range> _ranges = new(StringComparer.Ordinal);

    public JsonSections(string file, byte[] bytes)
    {
        _file = file;
        _bytes = bytes;
        var reader = NewReader(bytes);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new TrainingException($"{file}: a JSON object is expected.");
        }

        ReadProperties(ref reader, string.Empty);
        if (reader.Read())
        {
            throw new TrainingException($"{file}: something follows the end of the JSON object.");
        }
    }

    public string File => _file;

    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = Deepest };

    /// <summary>The bytes of a value, empty where it is missing. Names inside "model" are written "model.name".</summary>
    public ReadOnlySpan<byte> Raw(string name) => _ranges.TryGetValue(name, out var range) ? _bytes.AsSpan(range) : default;

    /// <summary>The value as a tree, or null where it is missing or null.</summary>
    public JsonPart? Part(string name)
    {
        if (!_ranges.TryGetValue(name, out var range))
        {
            return null;
        }

        if (range.GetOffsetAndLength(_bytes.Length).Length > LargestTree)
        {
            throw new TrainingException($"{_file}, {name}: more than {LargestTree >> 20} MB are not read.");
        }

        using var document = JsonDocument.Parse(_bytes.AsMemory(range), new JsonDocumentOptions { MaxDepth = Deepest });
        var value = document.RootElement.Clone();
        return value.ValueKind == JsonValueKind.Null ? null : new JsonPart(_file, name, value);
    }

    public static Utf8JsonReader NewReader(ReadOnlySpan<byte> bytes) => new(bytes, ReaderOptions);

    private void ReadProperties(ref Utf8JsonReader reader, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = prefix + reader.GetString();
            reader.Read();
            if (name == "model" && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadProperties(ref reader, "model.");
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _ranges[name] = start..(int)reader.BytesConsumed;
            if (_ranges.Count > MostProperties)
            {
                throw new TrainingException($"{_file}: more than {MostProperties} properties.");
            }
        }
    }
}
