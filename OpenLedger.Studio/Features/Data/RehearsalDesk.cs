using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Rehearsal;
using OpenLedger.Studio.Features.Data.Sets;

namespace OpenLedger.Studio.Features.Data;

/// <summary>
/// The one door to what models should not forget: which sets there are, and a new one made by asking a base model general questions, so
/// that its own answers are rehearsed beside what is new.
/// </summary>
internal sealed class RehearsalDesk(DatasetDesk datasets, IGeneralAnswers answers) : IDisposable
{
    private const int MostQuestions = 2_000;
    private const int LongestQuestion = 4_000;
    private const int FewestAnswers = 5;

    private readonly ConcurrentDictionary<string, RehearsalJob> _jobs = new(StringComparer.Ordinal);

    /// <summary>The sets that are meant for rehearsal, the person's own and the bundled one.</summary>
    public IReadOnlyList<Dataset> All(CurrentAccount me) => [.. datasets.All(me).Where(set => set.IsRehearsal && DatasetDesk.WhyNotTrainable(set) is null)];

    /// <summary>The questions that are asked where the person has none of their own.</summary>
    public static IReadOnlyList<string> GeneralQuestions { get; } = ReadQuestions();

    /// <summary>What this person is having made; null: nothing.</summary>
    public RehearsalJob? JobOf(CurrentAccount me) => _jobs.GetValueOrDefault(me.Id);

    /// <summary>Questions out of a text, one a line, each once.</summary>
    public static IReadOnlyList<string> QuestionsOf(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length is > 0 and <= LongestQuestion).Distinct().Take(MostQuestions)];

    /// <summary>Asks a model these questions in the background and keeps the answers as a set; null where the person may not, or has one being made.</summary>
    public RehearsalJob? Begin(CurrentAccount me, string modelName, string modelFolder, IReadOnlyList<string> questions, string name)
    {
        if (!me.MayTrain || questions.Count == 0 || _jobs.GetValueOrDefault(me.Id) is { IsOver: false })
        {
            return null;
        }

        var (job, asker) = (new RehearsalJob(me.Id, modelName, questions.Count), me.Name);
        _jobs[me.Id] = job;
        _ = Task.Factory.StartNew(() => Make(job, modelFolder, questions, name, asker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return job;
    }

    /// <summary>Stops it; what was answered so far is not kept.</summary>
    public void Stop(CurrentAccount me) => JobOf(me)?.Stop();

    public void Dispose()
    {
        foreach (var job in _jobs.Values)
        {
            job.Stop();
        }
    }

    private void Make(RehearsalJob job, string modelFolder, IReadOnlyList<string> questions, string name, string asker)
    {
        try
        {
            var contents = new List<string>();
            foreach (var answer in answers.Answers(modelFolder, questions, asker, job.Stopping))
            {
                job.Stopping.ThrowIfCancellationRequested();
                if (answer.Length > 0)
                {
                    contents.Add(Content(questions[job.Asked], answer));
                }

                job.Asked++;
            }

            if (contents.Count < Math.Min(FewestAnswers, questions.Count))
            {
                job.Problem = new Wording("The model answered only {0} of the questions. Choose another model, or questions that it can answer.", contents.Count);
                return;
            }

            job.DatasetId = datasets.CreateAsync(job.OwnerId, name, ExampleShape.Chat, contents, job.Model, isRehearsal: true).GetAwaiter().GetResult()!.Id;
        }
        catch (OperationCanceledException)
        {
            job.Problem = new Wording("It was stopped; nothing was kept.");
        }
        catch (Exception exception)
        {
            // Nobody waits for this thread; the page shows what went wrong.
            job.Problem = new Wording("The model could not be asked: {0}", LibraryTexts.Of(exception));
        }
    }

    private static string Content(string question, string answer) => new JsonObject
    {
        ["messages"] = new JsonArray(MessageReader.Of(MessageReader.User, question), MessageReader.Of(MessageReader.Assistant, answer)),
    }.ToJsonString(CanonicalExample.Spelling);

    private static IReadOnlyList<string> ReadQuestions()
    {
        using var stream = typeof(RehearsalDesk).Assembly.GetManifestResourceStream($"{typeof(IGeneralAnswers).Namespace}.general-questions.txt")!;
        using var reader = new StreamReader(stream);
        return QuestionsOf(reader.ReadToEnd());
    }
}
