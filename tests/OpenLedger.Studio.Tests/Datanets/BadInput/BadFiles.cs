namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>Three hundred files as they should never come, made from one seed: the same bytes each time.</summary>
internal static class BadFiles
{
    public const int Count = 300;

    private const int Seed = 20261125;

    public static IReadOnlyList<BadFile> All { get; } = Make();

    private static List<BadFile> Make()
    {
        var random = new Random(Seed);
        BadFile[] files = [.. BadLines.Of(random), .. BadTables.Of(random), .. BadBooks.Of(random), .. BadColumns.Of(random), .. BadTexts.Of(random), .. BadPages.Of(random), .. BadPapers.Of(random), .. BadNames.Of()];
        return [.. files.Select((file, number) => file with { Name = $"{number:000}-{file.Name}" })];
    }

    /// <summary>Bytes with some of them changed at random.</summary>
    public static byte[] Flipped(byte[] bytes, Random random, int from = 0)
    {
        var flipped = (byte[])bytes.Clone();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            flipped[random.Next(from, flipped.Length)] ^= (byte)random.Next(1, 256);
        }

        return flipped;
    }

    /// <summary>Bytes that end too early.</summary>
    public static byte[] Cut(byte[] bytes, Random random) => bytes[..random.Next(Math.Min(16, bytes.Length - 1), bytes.Length)];
}
