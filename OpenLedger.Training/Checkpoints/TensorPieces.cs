using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Checkpoints;

/// <summary>
/// Moves bytes between files and tensors piece by piece: no managed copy of a tensor is ever made, and tensors beyond 2 GiB are nothing special.
/// </summary>
internal static class TensorPieces
{
    /// <summary>The size of a piece: large enough for a disk, small beside a model.</summary>
    public const int PieceBytes = 32 * 1024 * 1024;

    /// <summary>
    /// Fills <paramref name="destination"/> (contiguous) with elements of type <paramref name="stored"/> that lie in the file from <paramref name="offset"/> on.
    /// </summary>
    public static void Read(SafeFileHandle file, long offset, ScalarType stored, Tensor destination, string what)
    {
        if (destination.NumberOfElements == 0)
        {
            return;
        }

        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var flat = destination.detach().view(-1);

        // A byte other than 0 and 1 is no bool: those go through bytes.
        var raw = stored == ScalarType.Bool ? ScalarType.Byte : stored;
        var direct = flat.dtype == raw && flat.device_type == DeviceType.CPU;
        var elementBytes = ElementBytes(raw);
        var count = flat.NumberOfElements;
        var pieceCount = Math.Min(count, PieceBytes / elementBytes);
        using var staging = direct ? null : torch.empty(pieceCount, dtype: raw, device: CPU);

        for (var start = 0L; start < count; start += pieceCount)
        {
            var length = Math.Min(pieceCount, count - start);
            using var target = flat.narrow(0, start, length);
            using var staged = staging?.narrow(0, 0, length);
            ReadExactly(file, (staged ?? target).bytes, offset + start * elementBytes, what);
            if (staged is not null)
            {
                target.copy_(staged).Dispose();
            }
        }
    }

    /// <summary>Writes the elements of <paramref name="source"/> (contiguous, on the CPU) in their order.</summary>
    public static void Write(Tensor source, Stream stream)
    {
        if (source.NumberOfElements == 0)
        {
            return;
        }

        using var flat = source.view(-1);
        var count = flat.NumberOfElements;
        var pieceCount = Math.Min(count, PieceBytes / ElementBytes(flat.dtype));
        for (var start = 0L; start < count; start += pieceCount)
        {
            using var piece = flat.narrow(0, start, Math.Min(pieceCount, count - start));
            stream.Write(piece.bytes);
        }
    }

    /// <summary>Fills <paramref name="bytes"/> from the file or says that <paramref name="what"/> was cut.</summary>
    public static void ReadExactly(SafeFileHandle file, Span<byte> bytes, long offset, string what)
    {
        try
        {
            while (bytes.Length > 0)
            {
                var read = RandomAccess.Read(file, bytes, offset);
                if (read == 0)
                {
                    throw new TrainingException($"{what}: the file ended {bytes.Length} bytes too early; it was cut while in use. Fetch it again.");
                }

                bytes = bytes[read..];
                offset += read;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{what}: cannot be read ({exception.Message}) Check the disk.", exception);
        }
    }

    private static int ElementBytes(ScalarType type) => SafetensorsTypes.Find(type)!.Bits / 8;
}
