namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What the scanner met.</summary>
internal enum ScanEnd
{
    /// <summary>A value, whole.</summary>
    Whole,

    /// <summary>A value that is longer than is read; its beginning is there, and reading goes on behind it.</summary>
    TooLong,

    /// <summary>The file ends inside a value or before its list is closed.</summary>
    Cut,

    /// <summary>A bracket is closed that was never opened, or something stands behind the list.</summary>
    Stray,
}

/// <summary>The bytes of one value, good until the next is asked for; its number is the line, or the element of the list, from 1.</summary>
internal readonly record struct ScannedValue(long Number, ReadOnlyMemory<byte> Bytes, ScanEnd End)
{
    /// <summary>Whether reading goes on behind it.</summary>
    public bool IsLast => End is ScanEnd.Cut or ScanEnd.Stray;
}
