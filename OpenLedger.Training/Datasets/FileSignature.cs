namespace OpenLedger.Training.Datasets;

/// <summary>Knows the first bytes of files that are often given instead of JSON Lines in UTF-8.</summary>
internal static class FileSignature
{
    /// <summary>What the file is instead and what to do, or null if nothing speaks against JSON in UTF-8.</summary>
    public static string? Problem(ReadOnlySpan<byte> first)
    {
        if (first.StartsWith((byte[])[0xFF, 0xFE, 0, 0]) || first.StartsWith((byte[])[0, 0, 0xFE, 0xFF]))
        {
            return "the file is saved as UTF-32. Save it as UTF-8.";
        }

        if (first.StartsWith((byte[])[0xFF, 0xFE]) || first.StartsWith((byte[])[0xFE, 0xFF]))
        {
            return "the file is saved as UTF-16 (\"Unicode\" in some editors). Save it as UTF-8.";
        }

        if (first.StartsWith("PK\u0003\u0004"u8))
        {
            return "this is a zip file or an office document. Unpack it, or export the sheet, as JSON Lines in UTF-8.";
        }

        if (first.StartsWith((byte[])[0x1F, 0x8B]))
        {
            return "this is a gzip file. Unpack it first (gunzip).";
        }

        return first.StartsWith("PAR1"u8)
            ? "this is a Parquet file. Export it as JSON Lines first."
            : null;
    }
}
