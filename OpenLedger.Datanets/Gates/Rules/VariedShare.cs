namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>Which share of a text's pieces of eight characters is new when it comes: near 1 for what does not repeat itself. Low byte of each character alone.</summary>
internal static class VariedShare
{
    private const int Piece = 8;
    private const int Bits = 17;
    private const int LeastLength = 200;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    [ThreadStatic]
    private static ulong[]? _seen;

    /// <summary>The share, from 0 to 1; 1 for texts of fewer than 200 characters, which say nothing of themselves.</summary>
    public static double Of(string text)
    {
        if (text.Length < LeastLength)
        {
            return 1;
        }

        var seen = _seen ??= new ulong[1 << (Bits - 6)];
        Array.Clear(seen);
        var (piece, varied) = (0UL, 0);
        for (var at = 0; at < text.Length; at++)
        {
            piece = (piece << Piece) | (byte)text[at];
            if (at >= Piece - 1)
            {
                var slot = (int)((piece * Multiplier) >> (64 - Bits));
                ref var word = ref seen[slot >> 6];
                var bit = 1UL << (slot & 63);
                varied += (word & bit) == 0 ? 1 : 0;
                word |= bit;
            }
        }

        return (double)varied / (text.Length - Piece + 1);
    }
}
