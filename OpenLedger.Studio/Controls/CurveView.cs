namespace OpenLedger.Studio.Controls;

/// <summary>One line of a chart: which column of the rows it draws, and how.</summary>
/// <param name="Column">The column, from 0.</param>
/// <param name="Label">What it is, in the reader's language.</param>
/// <param name="Colour">The name of a colour of the look, as "--accent".</param>
/// <param name="IsJittery">It is drawn faint, and its course over it.</param>
/// <param name="HasDots">Its points are few and each is shown.</param>
public sealed record CurveLine(int Column, string Label, string Colour, bool IsJittery = false, bool HasDots = false)
{
    /// <summary>Dashed, where colours alone would tell lines apart.</summary>
    public bool IsDashed { get; init; }
}

/// <summary>How numbers of a chart are written.</summary>
public enum CurveNumbers
{
    Plain,
    Small,
    Whole,
    Bytes,
}

/// <summary>What a chart shows at a time: some of the columns.</summary>
/// <param name="Key">Tells views apart.</param>
/// <param name="Title">In plain words, in the reader's language.</param>
/// <param name="Lines">At least one.</param>
/// <param name="Numbers">How its numbers are written.</param>
public sealed record CurveView(string Key, string Title, IReadOnlyList<CurveLine> Lines, CurveNumbers Numbers = CurveNumbers.Plain)
{
    /// <summary>The field's own word, in grey.</summary>
    public string? Technical { get; init; }

    /// <summary>A level to compare with, and what it is.</summary>
    public double? Mark { get; init; }

    public string? MarkLabel { get; init; }
}
