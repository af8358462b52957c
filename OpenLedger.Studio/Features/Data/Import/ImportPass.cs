using System.Text;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Reads a file from end to end: good rows become examples, the others are set aside with their reason.</summary>
internal sealed class ImportPass(ImportFile file, DetectedForm form, ImportOptions options, ImportLimits limits)
{
    private const int RowsBetweenReports = 500;

    private readonly HashSet<UInt128> _known = [];
    private readonly Dictionary<ProblemKind, long> _byKind = [];
    private readonly List<RowProblem> _problems = [];
    private long _rows;
    private long _good;
    private long _setAside;
    private long _duplicates;
    private long _emptyAnswers;
    private long _characters;

    /// <summary>Hands each example to <paramref name="keep"/> as the line of JSON that is stored, and each other row to <paramref name="aside"/>, if it is not only counted.</summary>
    public ImportReport Run(Action<string> keep, SetAsideWriter? aside, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var builder = new ExampleBuilder(form.Mapping);
        using var source = RowSources.Open(file, form, limits);
        Wording? stopped = null;
        try
        {
            foreach (var row in source.Rows(cancellation))
            {
                _rows++;
                if (Refused(builder, row, keep) is { } problem)
                {
                    SetAside(problem, row, aside);
                }

                if (_rows % RowsBetweenReports == 0)
                {
                    progress?.Report(new ImportProgress(source.Done, _good, _setAside));
                }

                if (_good >= limits.Rows || _characters > limits.ContentBytes)
                {
                    stopped = new Wording("One dataset holds at most {0} examples and {1} GB of text. What follows was not read; bring it as another dataset.", limits.Rows, Math.Max(1, limits.ContentBytes >> 30));
                    break;
                }
            }
        }
        catch (UnreadableFileException problem)
        {
            stopped = problem.Wording;
        }
        catch (Exception problem) when (problem is IOException or DecoderFallbackException)
        {
            stopped = new Wording("The file cannot be read on ({0}). Bring it again.", problem.Message);
        }

        progress?.Report(new ImportProgress(1, _good, _setAside));
        return Report(builder, stopped);
    }

    private RowProblem? Refused(ExampleBuilder builder, SourceRow row, Action<string> keep)
    {
        var (example, problem) = builder.Build(row);
        if (example is null)
        {
            _emptyAnswers += problem!.Kind == ProblemKind.EmptyAnswer ? 1 : 0;
            return problem;
        }

        var json = example.Json();
        if (example.HasEmptyAnswer)
        {
            _emptyAnswers++;
            if (options.LeaveOutEmptyAnswers)
            {
                return new RowProblem(row.Number, null, ProblemKind.EmptyAnswer, new Wording("The answer is empty, and would teach silence."));
            }
        }

        if (!_known.Add(Fingerprints.Of(json)))
        {
            _duplicates++;
            if (options.LeaveOutDuplicates)
            {
                return new RowProblem(row.Number, null, ProblemKind.Duplicate, new Wording("An earlier row says the same. Take one of them out."));
            }
        }

        keep(json);
        _good++;
        _characters += json.Length;
        return null;
    }

    private void SetAside(RowProblem problem, SourceRow row, SetAsideWriter? aside)
    {
        _setAside++;
        _byKind[problem.Kind] = _byKind.GetValueOrDefault(problem.Kind) + 1;
        if (_problems.Count < limits.ListedProblems)
        {
            _problems.Add(problem);
        }

        aside?.Write(problem, row);
    }

    private ImportReport Report(ExampleBuilder builder, Wording? stopped) => new()
    {
        Shape = builder.Shape,
        Rows = _rows,
        Good = _good,
        SetAside = _setAside,
        ByKind = _byKind,
        Problems = _problems,
        Duplicates = _duplicates,
        EmptyAnswers = _emptyAnswers,
        OtherForms = builder.OtherForms,
        Characters = _characters,
        Stopped = stopped,
    };
}
