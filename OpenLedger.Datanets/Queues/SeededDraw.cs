using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenLedger.Datanets.Queues;

/// <summary>Chance that follows from a seed and a name, so that a draw can be repeated and checked: the first 53 bits of a SHA-256.</summary>
public static class SeededDraw
{
    private const int UnusedBits = 11;
    private const double StepSize = 1.0 / (1UL << 53);

    /// <summary>A number from 0 up to but not including 1.</summary>
    public static double Share(long seed, string purpose, string subject)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{seed}\n{purpose}\n{subject}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> UnusedBits) * StepSize;
    }

    /// <summary>True for a trusted author's entry that is drawn for the reviews of everyone else.</summary>
    public static bool IsSpotCheck(long seed, string entryId, double share) => Share(seed, "spot-check", entryId) < share;
}
