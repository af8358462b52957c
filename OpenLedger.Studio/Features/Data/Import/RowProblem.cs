namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// What is wrong with one row, and what to do. The row is the line in a text, the element in a list, the row of a sheet; the field is
/// one such as <c>messages[2].content</c>, or null if it is the whole row.
/// </summary>
public sealed record RowProblem(long Row, string? Field, ProblemKind Kind, Wording Message)
{
    public override string ToString() =>
        FormattableString.Invariant($"row {Row}{(Field is null ? "" : $", {Field}")}: {Message}");
}
