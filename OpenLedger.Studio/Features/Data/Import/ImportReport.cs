namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What became of a file.</summary>
public sealed record ImportReport
{
    public ExampleShape Shape { get; init; }

    /// <summary>All rows of the file.</summary>
    public long Rows { get; init; }

    /// <summary>The examples that were taken.</summary>
    public long Good { get; init; }

    /// <summary>The rows that were not.</summary>
    public long SetAside { get; init; }

    /// <summary>How often each kind of problem set a row aside.</summary>
    public IReadOnlyDictionary<ProblemKind, long> ByKind { get; init; } = new Dictionary<ProblemKind, long>();

    /// <summary>The first problems in the order of the file.</summary>
    public IReadOnlyList<RowProblem> Problems { get; init; } = [];

    /// <summary>How many rows say what an earlier row said, whether they were taken or not.</summary>
    public long Duplicates { get; init; }

    /// <summary>How many rows have an empty answer, whether they were taken or not.</summary>
    public long EmptyAnswers { get; init; }

    /// <summary>How many rows had another form than most and were understood all the same.</summary>
    public long OtherForms { get; init; }

    /// <summary>The characters of all examples that were taken.</summary>
    public long Characters { get; init; }

    /// <summary>Why reading ended before the file did; null where all of it was read.</summary>
    public Wording? Stopped { get; init; }
}
