namespace OpenLedger.Datanets.Texts;

/// <summary>
/// The pieces of five characters that a canonical text is made of, as hashes. Line feeds part blocks that have no shingle together. A block
/// shorter than five characters is one shingle: without that, short texts would have none, and all of them would be alike or none would.
/// </summary>
internal static class Shingles
{
    /// <summary>How many characters a shingle has: five told edits of short entries better than three words (docs/decisions).</summary>
    public const int Length = 5;

    private const uint Finish1 = 0x85EBCA6B;
    private const uint Finish2 = 0xC2B2AE35;

    private static readonly uint[] Factors = [0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1];

    /// <summary>Adds the hash of every shingle, those that come twice twice.</summary>
    public static void AddTo(List<uint> shingles, ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('\n'))
        {
            var block = text[range];
            if (block.Length is > 0 and < Length)
            {
                shingles.Add(HashOf(block));
            }

            for (var start = 0; start + Length <= block.Length; start++)
            {
                shingles.Add(HashOf(block.Slice(start, Length)));
            }
        }
    }

    private static uint HashOf(ReadOnlySpan<char> signs)
    {
        var hash = (uint)signs.Length;
        for (var at = 0; at < signs.Length; at++)
        {
            hash += signs[at] * Factors[at];
        }

        hash = (hash ^ (hash >> 16)) * Finish1;
        hash = (hash ^ (hash >> 13)) * Finish2;
        return hash ^ (hash >> 16);
    }
}
