using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Checkpoints;

/// <summary>
/// Writes safetensors files byte for byte as the reference implementation does: larger types first, then by name, a compact header padded with spaces
/// to a multiple of 8, no gaps. The file appears whole or not at all.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>
    /// Writes <paramref name="tensors"/> and, where given, <paramref name="metadata"/> to <paramref name="path"/>. Tensors on another device or
    /// with gaps are written through a copy, one at a time.
    /// </summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Write(path, [.. tensors.Select(pair => new Planned(pair.Key, TypeOf(pair.Value.dtype, pair.Key, path), pair.Value.shape))], name => (tensors[name], false), metadata);
    }

    /// <summary>
    /// Writes tensors that do not exist yet: <paramref name="make"/> is asked for one after the other, in the order of the file, so that a file may be
    /// larger than memory. Each is disposed when it is written.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="shapes">The shape of each tensor by its name.</param>
    /// <param name="type">The type of all of them.</param>
    /// <param name="make">Makes the tensor of a name, of that type and shape.</param>
    public static void Write(string path, IReadOnlyDictionary<string, long[]> shapes, ScalarType type, Func<string, Tensor> make)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(make);
        var stored = TypeOf(type, shapes.Keys.FirstOrDefault() ?? "", path);
        Write(path, [.. shapes.Select(pair => new Planned(pair.Key, stored, pair.Value))], name => (make(name), true), null);
    }

    private static void Write(string path, List<Planned> tensors, Func<string, (Tensor Tensor, bool IsOurs)> find, IReadOnlyDictionary<string, string>? metadata)
    {
        tensors.Sort((left, right) =>
        {
            var byType = SafetensorsTypes.PlaceOf(right.Type).CompareTo(SafetensorsTypes.PlaceOf(left.Type));
            return byType != 0 ? byType : CompareAsUtf8(left.Name, right.Name);
        });
        var header = Header(tensors, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var planned in tensors)
            {
                var (tensor, isOurs) = find(planned.Name);
                WriteTensor(tensor, planned, stream);
                if (isOurs)
                {
                    tensor.Dispose();
                }
            }
        });
    }

    private static SafetensorsType TypeOf(ScalarType type, string name, string path) =>
        SafetensorsTypes.Find(type) ?? throw new TrainingException($"{path}: tensor \"{name}\" is of type {type}, which the format does not know.");

    private static int CompareAsUtf8(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static byte[] Header(List<Planned> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var json = new StringBuilder("{");
        if (metadata is not null)
        {
            var pairs = metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Quote(pair.Key)}:{Quote(pair.Value)}");
            json.Append(CultureInfo.InvariantCulture, $"\"__metadata__\":{{{string.Join(',', pairs)}}}");
        }

        var offset = 0L;
        foreach (var (name, type, shape) in tensors)
        {
            var end = checked(offset + (shape.Aggregate(1L, (product, size) => checked(product * size)) * (type.Bits / 8)));
            json.Append(json.Length > 1 ? "," : "");
            json.Append(CultureInfo.InvariantCulture, $"{Quote(name)}:{{\"dtype\":\"{type.Name}\",\"shape\":[{string.Join(',', shape)}],");
            json.Append(CultureInfo.InvariantCulture, $"\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }

        var bytes = Encoding.UTF8.GetBytes(json.Append('}').ToString());
        var padded = new byte[(bytes.Length + Alignment - 1) / Alignment * Alignment];
        padded.AsSpan().Fill((byte)' ');
        bytes.CopyTo(padded, 0);
        return padded;
    }

    /// <summary>Quotes as the reference's JSON writer does: only quotes, backslashes and control characters are escaped.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static void WriteTensor(Tensor tensor, Planned planned, Stream stream)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var whole = tensor.detach().to(CPU).contiguous();
        if (SafetensorsTypes.Find(whole.dtype) != planned.Type || !whole.shape.AsSpan().SequenceEqual(planned.Shape))
        {
            throw new ArgumentException($"tensor \"{planned.Name}\" is not of the type and shape that were announced.", nameof(tensor));
        }

        TensorPieces.Write(whole, stream);
    }

    private sealed record Planned(string Name, SafetensorsType Type, long[] Shape);
}
