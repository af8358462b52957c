using System.Buffers.Binary;
using System.Text;

namespace OpenLedger.Training.Tests.Checkpoints;

/// <summary>Builds safetensors files by hand, the bad ones too.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string header, int dataBytes = 0) => Of(Encoding.UTF8.GetBytes(header), new byte[dataBytes]);

    public static byte[] Of(byte[] header, byte[] data) => WithLength((ulong)header.Length, [.. header, .. data]);

    public static byte[] WithLength(ulong headerLength, byte[] rest)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, headerLength);
        return [.. length, .. rest];
    }
}
