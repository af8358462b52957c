namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What a file may ask of this computer. Beyond that it is refused, or the row is set aside, with the limit named.</summary>
internal sealed record ImportLimits
{
    public static ImportLimits Default { get; } = new();

    /// <summary>The most bytes of a file.</summary>
    public long FileBytes { get; init; } = 4L << 30;

    /// <summary>The most bytes of one row.</summary>
    public int RowBytes { get; init; } = 16 << 20;

    /// <summary>The most columns of a table.</summary>
    public int Columns { get; init; } = 512;

    /// <summary>The most examples of one dataset.</summary>
    public long Rows { get; init; } = 5_000_000;

    /// <summary>The most bytes that the parts of a workbook may unpack to.</summary>
    public long UnpackedBytes { get; init; } = 1L << 30;

    /// <summary>The most bytes that one row group of a Parquet file may unpack to: a group is read whole.</summary>
    public long RowGroupBytes { get; init; } = 512L << 20;

    /// <summary>The most bytes of a JSON file that is written by columns: it is read whole.</summary>
    public int WholeJsonBytes { get; init; } = 64 << 20;

    /// <summary>The most bytes of all examples together: a small file can unpack to very many.</summary>
    public long ContentBytes { get; init; } = 8L << 30;

    /// <summary>How many problems are listed on the page; the file of what was set aside has more.</summary>
    public int ListedProblems { get; init; } = 200;

    /// <summary>The most bytes of the file of rows that were set aside.</summary>
    public long SetAsideBytes { get; init; } = 1L << 30;
}
