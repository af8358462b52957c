using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Checkpoints;

/// <summary>
/// A safetensors file, opened for reading. Opening checks the whole header; tensors are read when asked for, straight into libtorch's memory.
/// The file is read, never mapped: a file that is cut while in use gives a <see cref="TrainingException"/> instead of ending the process.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;

    private readonly SafeFileHandle _handle;
    private readonly long _dataStart;
    private readonly SafetensorsHeader _header;

    private SafetensorsFile(string path, SafeFileHandle handle, long dataStart, SafetensorsHeader header)
    {
        Path = path;
        _handle = handle;
        _dataStart = dataStart;
        _header = header;
    }

    /// <summary>The path that was opened.</summary>
    public string Path { get; }

    /// <summary>What the header says about each tensor, by name, in the order of the header.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _header.Tensors;

    /// <summary>The texts under <c>__metadata__</c>; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens <paramref name="path"/> and checks its header. Throws <see cref="TrainingException"/> for anything but a sound safetensors file.</summary>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var handle = OutsideFile.Open(path, LengthBytes);
        try
        {
            var length = RandomAccess.GetLength(handle);
            var headerLength = ReadHeaderLength(handle, length, path);
            var json = new byte[headerLength];
            TensorPieces.ReadExactly(handle, json, LengthBytes, $"{path}: header");
            var dataStart = LengthBytes + headerLength;
            var header = SafetensorsHeader.Parse(json, length - dataStart, path);
            return new SafetensorsFile(path, handle, dataStart, header);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor on the CPU, in the type it is stored in.</summary>
    public Tensor Read(string name)
    {
        var entry = Find(name);
        return Read(name, entry.Type ?? throw Unreadable(entry));
    }

    /// <summary>Reads a tensor on the CPU, converted to <paramref name="type"/> piece by piece: the stored form is never held whole beside it.</summary>
    public Tensor Read(string name, ScalarType type)
    {
        var entry = Find(name);
        Tensor? tensor = null;
        try
        {
            tensor = torch.empty(entry.Shape, dtype: type, device: CPU);
            Fill(entry, tensor);
            return tensor;
        }
        catch (Exception exception)
        {
            tensor?.Dispose();
            if (exception is ExternalException)
            {
                throw new TrainingException($"{Path}: tensor \"{name}\" ({entry.ByteCount} bytes in the file) does not fit in memory.", exception);
            }

            throw;
        }
    }

    /// <summary>
    /// Reads a tensor into <paramref name="destination"/>, which is contiguous, has as many elements and any type or device. It may be rows of a larger tensor.
    /// </summary>
    public void ReadInto(string name, Tensor destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var entry = Find(name);
        if (destination.NumberOfElements != entry.ElementCount || !destination.is_contiguous())
        {
            throw new ArgumentException($"tensor \"{name}\" {entry.ShapeText} needs a contiguous destination of as many elements.", nameof(destination));
        }

        Fill(entry, destination);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static long ReadHeaderLength(SafeFileHandle handle, long fileLength, string path)
    {
        Span<byte> bytes = stackalloc byte[LengthBytes];
        TensorPieces.ReadExactly(handle, bytes, 0, $"{path}: header");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > (ulong)SafetensorsHeader.MaxBytes)
        {
            throw new TrainingException(
                $"{path}: not a safetensors file, or its header is too large (it claims {length} bytes; the limit is {SafetensorsHeader.MaxBytes}).");
        }

        if ((long)length > fileLength - LengthBytes)
        {
            throw new TrainingException($"{path}: its header claims {length} bytes, more than the file holds: it is cut short. Fetch it again.");
        }

        return (long)length;
    }

    private TensorEntry Find(string name) =>
        Tensors.GetValueOrDefault(name) ?? throw new TrainingException($"{Path}: there is no tensor \"{name}\" in this file.");

    private void Fill(TensorEntry entry, Tensor destination)
    {
        var stored = entry.Type ?? throw Unreadable(entry);
        TensorPieces.Read(_handle, _dataStart + entry.Begin, stored, destination, $"{Path}: tensor \"{entry.Name}\"");
    }

    private TrainingException Unreadable(TensorEntry entry) =>
        new($"{Path}: tensor \"{entry.Name}\" is stored as {entry.DType}, which cannot be read here. Convert the file to F32, F16 or BF16.");
}
