using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Recipes;

/// <summary>
/// What a model folder suggests for training it: an optional <c>studio.json</c> with <c>title</c>, <c>description</c>,
/// <c>licence</c>, <c>learning_rate_range</c> (two numbers, where it usually learns well) and values of a recipe under their own
/// names. Paths (<c>rehearsal_data</c>, <c>kept_questions</c>) must lie in the folder or in the one above it; what is trained on
/// is for the recipe to say.
/// </summary>
public sealed class StudioDefaults
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "studio.json";

    private const int MaxBytes = 64 * 1024;
    private const int LongestText = 2000;
    private const string RangeName = "learning_rate_range";

    private static readonly string[] Words = ["title", "description", "licence"];

    private static readonly Knob[] NeverSuggested =
        [Knobs.Model, Knobs.Data, Knobs.EvalData, Knobs.EvalQuestions, Knobs.InitAdapter, Knobs.Threads];

    private StudioDefaults(IReadOnlyDictionary<string, object?> values) => Values = values;

    /// <summary>No suggestions.</summary>
    public static StudioDefaults None { get; } = new(new Dictionary<string, object?>());

    /// <summary>What the model is called on pages; null if the file does not say.</summary>
    public string? Title { get; private init; }

    /// <summary>What the model is, in a sentence or two; null if the file does not say.</summary>
    public string? Description { get; private init; }

    /// <summary>The licence of the model; null if the file does not say.</summary>
    public string? Licence { get; private init; }

    /// <summary>Where this model usually learns well; null if the file does not say.</summary>
    public (double Low, double High)? LearningRateRange { get; private init; }

    /// <summary>The suggested values by the names of their knobs; paths are full.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>Reads the suggestions of a model folder; <see cref="None"/> if it has no <c>studio.json</c>.</summary>
    /// <exception cref="TrainingException">The file is there but wrong: lists everything that is.</exception>
    public static StudioDefaults Read(string modelFolder)
    {
        ArgumentNullException.ThrowIfNull(modelFolder);
        var path = Path.Combine(modelFolder, FileName);
        return File.Exists(path) ? Parse(OutsideFile.ReadAll(path, MaxBytes), Path.GetFullPath(modelFolder), path) : None;
    }

    internal static StudioDefaults Parse(ReadOnlySpan<byte> utf8, string folder, string source)
    {
        try
        {
            var fields = StrictJson.ParseObject(utf8, new Dictionary<string, JsonPlace>());
            return Parse(fields, folder, source);
        }
        catch (StrictJsonException broken)
        {
            throw new TrainingException(FormattableString.Invariant($"{source}, line {broken.Line}, character {broken.Column}: this is no valid JSON: {broken.Message}."), broken);
        }
    }

    private static StudioDefaults Parse(JsonObject fields, string folder, string source)
    {
        var problems = new List<RecipeProblem>();
        var words = Words.ToDictionary(word => word, word => TakeText(fields, word, problems));
        var range = TakeRange(fields, problems);
        var (recipe, wrong) = RecipeFields.Read(fields, [.. Knobs.All.Except(NeverSuggested)]);
        recipe = recipe.ResolvePaths(folder);
        problems.AddRange(wrong);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var knob in Knobs.All.Where(recipe.IsGiven))
        {
            var value = knob.Get(recipe);
            values.Add(knob.Name, value);
            if ((knob.Check(value) ?? OutsideProblem(knob, value, folder)) is { } problem)
            {
                problems.Add(new RecipeProblem(knob.Name, problem));
            }
        }

        return problems.Count == 0
            ? new StudioDefaults(values) { Title = words["title"], Description = words["description"], Licence = words["licence"], LearningRateRange = range }
            : throw new TrainingException($"{source} cannot be used:{string.Concat(problems.Select(problem => $"\n  {problem}"))}");
    }

    private static string? OutsideProblem(Knob knob, object? value, string folder)
    {
        var above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) ?? folder;
        var inside = Path.EndsInDirectorySeparator(above) ? above : above + Path.DirectorySeparatorChar;
        return knob.IsPath && value is string path && !path.StartsWith(inside, StringComparison.Ordinal)
            ? "lies outside the model's folder and the one above it. Put the file beside the model."
            : null;
    }

    private static string? TakeText(JsonObject fields, string name, List<RecipeProblem> problems)
    {
        if (!fields.Remove(name, out var node))
        {
            return null;
        }

        if (node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length <= LongestText)
        {
            return text;
        }

        problems.Add(new RecipeProblem(name, "must be a text of at most 2000 characters."));
        return null;
    }

    private static (double Low, double High)? TakeRange(JsonObject fields, List<RecipeProblem> problems)
    {
        if (!fields.Remove(RangeName, out var node))
        {
            return null;
        }

        if (node is JsonArray { Count: 2 } list
            && Knobs.LearningRate.Read(list[0]).Value is double low && Knobs.LearningRate.Read(list[1]).Value is double high
            && Knobs.LearningRate.Check(low) is null && Knobs.LearningRate.Check(high) is null && low <= high)
        {
            return (low, high);
        }

        problems.Add(new RecipeProblem(RangeName, $"must be a list of two learning rates, the lower first, each {Knobs.LearningRate.Accepts}."));
        return null;
    }
}
