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
        var ordered = InReferenceOrder(tensors, path);
        var header = Header(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, _, tensor) in ordered)
            {
                WriteTensor(tensor, stream);
            }
        });
    }

    private static List<(string Name, SafetensorsType Type, Tensor Tensor)> InReferenceOrder(
        IReadOnlyDictionary<string, Tensor> tensors,
        string path)
    {
        var typed = new List<(string Name, SafetensorsType Type, Tensor Tensor)>();
        foreach (var (name, tensor) in tensors)
        {
            var type = SafetensorsTypes.Find(tensor.dtype)
                ?? throw new TrainingException($"{path}: tensor \"{name}\" is of type {tensor.dtype}, which the format does not know.");
            typed.Add((name, type, tensor));
        }

        typed.Sort((left, right) =>
        {
            var byType = SafetensorsTypes.PlaceOf(right.Type).CompareTo(SafetensorsTypes.PlaceOf(left.Type));
            return byType != 0 ? byType : CompareAsUtf8(left.Name, right.Name);
        });
        return typed;
    }

    private static int CompareAsUtf8(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static byte[] Header(List<(string Name, SafetensorsType Type, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var json = new StringBuilder("{");
        if (metadata is not null)
        {
            var pairs = metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Quote(pair.Key)}:{Quote(pair.Value)}");
            json.Append(CultureInfo.InvariantCulture, $"\"__metadata__\":{{{string.Join(',', pairs)}}}");
        }

        var offset = 0L;
        foreach (var (name, type, tensor) in tensors)
        {
            var end = checked(offset + tensor.NumberOfElements * (type.Bits / 8));
            json.Append(json.Length > 1 ? "," : "");
            json.Append(CultureInfo.InvariantCulture, $"{Quote(name)}:{{\"dtype\":\"{type.Name}\",\"shape\":[{string.Join(',', tensor.shape)}],");
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

    private static void WriteTensor(Tensor tensor, Stream stream)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        TensorPieces.Write(tensor.detach().to(CPU).contiguous(), stream);
    }
}
