namespace OpenLedger.Training.Datasets;

/// <summary>Something in a dataset that a person has to put right.</summary>
/// <param name="File">The file as it was named by the caller.</param>
/// <param name="Row">The row, from 1; null if the file as a whole cannot be read.</param>
/// <param name="Field">The field, such as <c>messages[2].content</c>; null if it is the whole row.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record DatasetProblem(string File, long? Row, string? Field, string Message)
{
    /// <summary>One sentence that names file, row and field.</summary>
    public override string ToString()
    {
        var row = Row is { } number ? FormattableString.Invariant($", row {number}") : "";
        var field = Field is null ? "" : $", field {Field}";
        return $"{File}{row}{field}: {Message}";
    }
}
