namespace OpenLedger.Training.Kernels;

/// <summary>Rows of floats in memory that lie <paramref name="stride"/> floats apart.</summary>
internal readonly unsafe struct RowsOfFloats(float* start, nint stride)
{
    /// <summary>Row 0.</summary>
    public float* Start => start;

    /// <summary>The distance of the rows.</summary>
    public nint Stride => stride;

    /// <summary>A row.</summary>
    public float* this[int row] => start + (row * stride);
}
