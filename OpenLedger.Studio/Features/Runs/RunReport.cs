using System.Text.Json;
using System.Text.Json.Serialization;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a run says of an adapter that it made: of its result, or of a state on the way. What was not measured of it is not said.</summary>
public sealed record RunReport
{
    /// <summary>The file beside a state that was kept, so that all this is known when the run is gone.</summary>
    public const string FileName = "report.json";

    private const long LargestFile = 5_000_000;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The step after which it was so; null: it is the result.</summary>
    public int? AtStep { get; init; }

    /// <summary>The steps that it was trained for.</summary>
    public int Steps { get; init; }

    /// <summary>The steps of the whole run.</summary>
    public int TotalSteps { get; init; }

    /// <summary>The seconds that these steps took; 0 where that is not known.</summary>
    public double Seconds { get; init; }

    public int Examples { get; init; }

    public RunScores? Before { get; init; }

    public RunScores? After { get; init; }

    public double? HeldOutBefore { get; init; }

    public double? HeldOutAfter { get; init; }

    public IReadOnlyList<QuestionAnswers> Questions { get; init; } = [];

    public IReadOnlyList<DataPin> Data { get; init; } = [];

    public IReadOnlyList<ReleasePin> Releases { get; init; } = [];

    [JsonIgnore]
    public TrainingRecipe? Recipe { get; init; }

    /// <summary>The same of a state on the way: the loss and the answers of that step, and no figure of the result.</summary>
    public RunReport At(int step, IEnumerable<RunMetric> metrics, IReadOnlyList<RunSample> samples)
    {
        var first = samples.FirstOrDefault(sample => sample.Step == 0)?.Answers ?? [];
        var then = samples.LastOrDefault(sample => sample.Step == step)?.Answers ?? [];
        return this with
        {
            AtStep = step,
            Steps = step,
            Seconds = 0,
            After = null,
            HeldOutAfter = metrics.LastOrDefault(metric => metric.Step == step && metric.HeldOutLoss is { } loss && double.IsFinite(loss)).HeldOutLoss,
            Questions = [.. then.Join(first, answer => (answer.Kind, answer.Question), before => (before.Kind, before.Question), (answer, before) =>
                new QuestionAnswers(answer.Kind, answer.Question, before.Answer, before.Right == true, answer.Answer, answer.Right == true))],
        };
    }

    /// <summary>Writes it beside an adapter, with the recipe.</summary>
    /// <exception cref="IOException">The disk does not allow it.</exception>
    public void Write(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Form));
        if (Recipe is { } recipe)
        {
            RecipeFile.Write(Path.Combine(folder, RunRecipes.RecipeName), recipe);
        }
    }

    /// <summary>What lies beside an adapter; null where nothing does that can be read.</summary>
    public static RunReport? Read(string folder)
    {
        try
        {
            var (file, recipe) = (new FileInfo(Path.Combine(folder, FileName)), Path.Combine(folder, RunRecipes.RecipeName));
            return file is { Exists: true, Length: <= LargestFile } && JsonSerializer.Deserialize<RunReport>(File.ReadAllBytes(file.FullName), Form) is { } report
                ? report with { Recipe = File.Exists(recipe) ? RecipeFile.Read(recipe).Recipe : null }
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or TrainingException)
        {
            return null;
        }
    }
}
