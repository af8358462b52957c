using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Studio.Features.Datanets.Evaluations;

/// <summary>Questions as they were found, ready to be kept.</summary>
internal sealed record FoundQuestions(string Name, int Items, string Content)
{
    public string? Origin { get; init; }

    public string? DatasetId { get; init; }

    public bool OnlyHeldOut { get; init; }

    public DateTimeOffset? SourceAt { get; init; }
}

/// <summary>Where evaluation questions come from: the studio's sets of examples, and files.</summary>
internal sealed class EvaluationSources(DatasetDesk sets, ExampleFileDesk files, Uploads uploads)
{
    /// <summary>What files are uploaded for.</summary>
    public const string Purpose = "evaluations";

    public const string Endings = ".jsonl,.json,.csv,.tsv,.xlsx,.parquet,.txt";

    /// <summary>Questions of one set at most.</summary>
    public const int MostItems = 20_000;

    private const long MostBytes = 250_000_000;
    private const long MostCharacters = 32L << 20;

    public static UploadPurpose Files { get; } = new(Purpose, MostBytes, ".jsonl", ".json", ".ndjson", ".csv", ".tsv", ".tab", ".xlsx", ".parquet", ".txt");

    /// <summary>The questions of a set of examples, or why there are none.</summary>
    public (FoundQuestions? Found, Sentence? Problem) OfSet(CurrentAccount me, string datasetId, bool onlyHeldOut, CancellationToken cancellation) =>
        sets.Find(me, datasetId) is { } set ? OfSet(set.Id, set.Name, set.UpdatedAt, onlyHeldOut, cancellation) : (null, new Sentence("This set of examples is not there any more, or not for you to see. Choose another one."));

    /// <summary>The same of a set that was taken before; null where there is nothing to take.</summary>
    public FoundQuestions? Again(string datasetId, bool onlyHeldOut, CancellationToken cancellation) =>
        sets.ChangedAt(datasetId) is { } at ? OfSet(datasetId, "", at, onlyHeldOut, cancellation).Found : null;

    /// <summary>The questions of a file, or what is wrong with it; the upload is used up where it went well.</summary>
    public async Task<(FoundQuestions? Found, Sentence? Problem)> OfFileAsync(CurrentAccount me, UploadedFile file, CancellationToken cancellation)
    {
        var read = files.Read(file.Path, file.FileName, MostItems, static _ => { }, cancellation);
        var items = read.Good.Count > 0 ? [.. read.Good.Select(example => EvaluationTexts.OfExample(example.Content))] : Questions(file, cancellation);
        if (items.Count == 0)
        {
            return (null, read.Stopped ?? read.Problems.Select(problem => problem.Message).FirstOrDefault() ?? Empty);
        }

        var answer = Kept(file.FileName, items);
        if (answer.Found is { } found)
        {
            await uploads.RemoveAsync(me.Id, file.Id);
            return (found with { Origin = file.FileName }, null);
        }

        return answer;
    }

    private static Sentence Empty => new Sentence("No question was found. Bring rows with a question and its answer, or a text a line.");

    private (FoundQuestions? Found, Sentence? Problem) OfSet(string id, string name, DateTimeOffset at, bool onlyHeldOut, CancellationToken cancellation)
    {
        var contents = sets.Contents(id, cancellation).Take(MostItems + 1).ToList();
        if (contents.Count > MostItems)
        {
            return (null, new Sentence("It holds more than {0} examples. Test sets are smaller: choose another, or bring the questions as a file.", MostItems));
        }

        if (onlyHeldOut && EvaluationTexts.HeldOut(contents, cancellation) is var heldOut)
        {
            if (heldOut is null)
            {
                return (null, new Sentence("Runs cannot learn from this set, so they hold nothing of it out. Take all of its examples."));
            }

            contents = heldOut;
        }

        var (found, problem) = Kept(name, [.. contents.Select(EvaluationTexts.OfExample)]);
        return (found is null ? null : found with { DatasetId = id, OnlyHeldOut = onlyHeldOut, SourceAt = at }, problem);
    }

    private static (FoundQuestions? Found, Sentence? Problem) Kept(string name, IReadOnlyList<IReadOnlyList<string>> items)
    {
        var some = items.Where(texts => texts.Count > 0).ToList();
        return some switch
        {
            [] => (null, Empty),
            _ when some.Sum(texts => texts.Sum(text => (long)text.Length)) > MostCharacters => (null, new Sentence("The questions are longer than {0} characters together. Bring fewer.", MostCharacters)),
            _ => (new FoundQuestions(name, some.Count, EvaluationTexts.Write(some)), null),
        };
    }

    /// <summary>A file of questions as runs ask them, with key phrases in place of answers.</summary>
    private static List<IReadOnlyList<string>> Questions(UploadedFile file, CancellationToken cancellation)
    {
        try
        {
            return [.. EvaluationQuestion.Read(file.Path, cancellation).Take(MostItems).Select(EvaluationTexts.OfQuestion)];
        }
        catch (TrainingException)
        {
            return [];
        }
    }
}
