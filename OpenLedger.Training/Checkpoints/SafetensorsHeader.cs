using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Checkpoints;

/// <summary>
/// Reads the JSON header of a safetensors file, streaming: no document is built, and every rule of the format is checked before a byte of data is touched.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The reference implementation's limit for a header, in bytes.</summary>
    public const long MaxBytes = 100_000_000;

    private const int MaxTensors = 100_000;
    private const int MaxNameLength = 1_024;
    private const int MaxRank = 64;
    private const int MaxDepth = 4;
    private const string MetadataKey = "__metadata__";

    /// <summary>What has no place in a name: whoever takes a tensor name for a path must not leave a folder.</summary>
    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. "/\\", .. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    private readonly string _source;

    private SafetensorsHeader(string source) => _source = source;

    public Dictionary<string, TensorEntry> Tensors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Parses <paramref name="json"/>, the header of the file <paramref name="source"/> whose tensors take <paramref name="dataLength"/> bytes.
    /// </summary>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, string source)
    {
        var header = new SafetensorsHeader(source);
        if (!Utf8.IsValid(json))
        {
            throw header.Fault("its header is not valid UTF-8 text.");
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            header.ReadRoot(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new TrainingException($"{source}: its header is not valid JSON ({StrictJson.WithoutPlace(exception.Message)}). Fetch the file again.", exception);
        }

        header.CheckThatTensorsTileTheData(dataLength);
        return header;
    }

    private void ReadRoot(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Fault("its header is not a JSON object.");
        }

        var metadataSeen = false;
        while (ReadName(ref reader) is { } name)
        {
            if (name == MetadataKey)
            {
                ThrowIf(metadataSeen, $"\"{MetadataKey}\" stands in the header twice.");
                metadataSeen = true;
                ReadMetadata(ref reader);
                continue;
            }

            CheckName(name);
            ThrowIf(Tensors.Count == MaxTensors, $"it lists more than {MaxTensors} tensors.");
            var entry = ReadEntry(ref reader, name);
            ThrowIf(!Tensors.TryAdd(name, entry), $"tensor \"{name}\" stands in the header twice.");
        }

        ThrowIf(reader.Read(), "something follows the JSON object of its header.");
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        reader.Read();
        ThrowIf(reader.TokenType != JsonTokenType.StartObject, $"\"{MetadataKey}\" is not an object of texts.");
        while (ReadName(ref reader) is { } key)
        {
            reader.Read();
            ThrowIf(reader.TokenType != JsonTokenType.String, $"\"{MetadataKey}\" holds something that is not text under \"{Shorten(key)}\".");
            ThrowIf(!Metadata.TryAdd(key, reader.GetString()!), $"\"{Shorten(key)}\" stands in \"{MetadataKey}\" twice.");
        }
    }

    private TensorEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string? dtype = null;
        List<long>? shape = null;
        List<long>? offsets = null;

        reader.Read();
        ThrowIf(reader.TokenType != JsonTokenType.StartObject, $"tensor \"{name}\" is not described by an object.");
        while (ReadName(ref reader) is { } field)
        {
            switch (field)
            {
                case "dtype" when dtype is null:
                    reader.Read();
                    ThrowIf(reader.TokenType != JsonTokenType.String, $"the dtype of tensor \"{name}\" is not text.");
                    dtype = reader.GetString()!;
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, name, "shape", MaxRank);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, name, "data_offsets", 2);
                    break;
                default:
                    throw Fault($"tensor \"{name}\" has a field \"{Shorten(field)}\" that is unknown or given twice.");
            }
        }

        if (dtype is null || shape is null || offsets is null || offsets.Count != 2)
        {
            throw Fault($"tensor \"{name}\" needs \"dtype\", \"shape\" and two \"data_offsets\".");
        }

        var entry = new TensorEntry(name, dtype, [.. shape], offsets[0], offsets[1]);
        CheckSize(entry);
        return entry;
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string field, int limit)
    {
        var numbers = new List<long>();
        reader.Read();
        ThrowIf(reader.TokenType != JsonTokenType.StartArray, $"\"{field}\" of tensor \"{name}\" is not a list of whole numbers.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var whole = 0UL;
            var good = reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out whole);
            ThrowIf(!good, $"\"{field}\" of tensor \"{name}\" holds something that is not a whole number from 0 on.");
            ThrowIf(whole > long.MaxValue, $"\"{field}\" of tensor \"{name}\" holds {whole}: the size overflows.");
            ThrowIf(numbers.Count == limit, $"\"{field}\" of tensor \"{name}\" has more than {limit} numbers.");
            numbers.Add((long)whole);
        }

        return numbers;
    }

    private void CheckSize(TensorEntry entry)
    {
        var type = SafetensorsTypes.Find(entry.DType)
            ?? throw Fault($"tensor \"{entry.Name}\" has the unknown dtype \"{Shorten(entry.DType)}\".");
        ThrowIf(entry.End < entry.Begin, $"the data_offsets of tensor \"{entry.Name}\" end ({entry.End}) before they begin ({entry.Begin}).");

        long bits;
        try
        {
            // Strides are products too: a size of 0 must not hide an overflow of the others from libtorch.
            var elements = entry.Shape.Aggregate(1L, (product, size) => checked(product * Math.Max(size, 1)));
            bits = checked(elements * type.Bits);
            bits = entry.Shape.Contains(0) ? 0 : bits;
        }
        catch (OverflowException)
        {
            throw Fault($"the size of tensor \"{entry.Name}\", shape {entry.ShapeText}, overflows.");
        }

        ThrowIf(bits % 8 != 0, $"tensor \"{entry.Name}\", {entry.DType} {entry.ShapeText}, does not fill whole bytes.");
        ThrowIf(
            bits / 8 != entry.ByteCount,
            $"tensor \"{entry.Name}\", {entry.DType} {entry.ShapeText}, needs {bits / 8} bytes but its data_offsets span {entry.ByteCount}.");
    }

    private void CheckThatTensorsTileTheData(long dataLength)
    {
        var end = 0L;
        foreach (var entry in Tensors.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            ThrowIf(
                entry.Begin != end,
                $"tensor \"{entry.Name}\" begins at byte {entry.Begin} of the data where {end} is due: the tensors overlap or leave a hole.");
            end = entry.End;
        }

        ThrowIf(
            end != dataLength,
            $"its header describes {end} bytes of tensors but {dataLength} follow: the file is cut short or something was added to it.");
    }

    private void CheckName(string name)
    {
        ThrowIf(name.Length > MaxNameLength, $"a tensor name is longer than {MaxNameLength} characters: \"{Shorten(name)}\".");
        var bad = name.AsSpan().IndexOfAny(Forbidden) >= 0 || name.Contains("..", StringComparison.Ordinal);
        ThrowIf(bad, $"the tensor name \"{Shorten(name)}\" holds a slash, a backslash, two dots in a row or a control character.");
    }

    private static string? ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    private void ThrowIf(bool condition, string what)
    {
        if (condition)
        {
            throw Fault(what);
        }
    }

    private TrainingException Fault(string what) => new($"{_source}: {what} Fetch the file again, or get it from another source.");

    /// <summary>Names from a hostile file, fit to be shown: short, and without control characters.</summary>
    private static string Shorten(string text)
    {
        var cut = text.Length <= 60 ? text : text[..60] + "...";
        return string.Concat(cut.Select(letter => char.IsControl(letter) ? '?' : letter));
    }
}
