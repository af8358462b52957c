using System.Buffers.Binary;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads protocol buffers field by field; a cut or broken message is refused with the name of its file.</summary>
internal ref struct WireReader(string file, ReadOnlySpan<byte> bytes)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Lengthy = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _kind;

    /// <summary>The number of the field that was read, once <see cref="NextField"/> has given true.</summary>
    public int Field { get; private set; }

    /// <summary>The value of a field with a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>The value of a field with bytes, text or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly float Float => _kind == Fixed32 ? BitConverter.UInt32BitsToSingle((uint)Number) : throw Broken();

    public bool NextField()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        Field = (int)Math.Min(tag >> 3, int.MaxValue);
        _kind = (int)(tag & 7);
        Bytes = default;
        Number = 0;
        switch (_kind)
        {
            case Varint:
                Number = ReadVarint();
                break;
            case Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case Lengthy:
                Bytes = Take(ReadVarint());
                break;
            default:
                throw Broken();
        }

        return true;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw Broken();
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    private readonly TrainingException Broken() => new($"{file}: this is not a complete SentencePiece model. Download it again.");
}
