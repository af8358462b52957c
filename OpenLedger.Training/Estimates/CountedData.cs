using OpenLedger.Training.Architectures;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Estimates;

/// <summary>
/// The data of a recipe with all tokens counted, in full: nothing of it depends on a slider, so it is made once and every recipe over
/// the same files and model is judged by it at once.
/// </summary>
/// <param name="Sources">The examples of each data file, in the recipe's order, with how often they are seen.</param>
/// <param name="Rehearsal">General examples that can be mixed in.</param>
/// <param name="Evaluation">Held-out examples of their own; null where a share of the data is held out.</param>
public sealed record CountedData(
    IReadOnlyList<(IReadOnlyList<CountedExample> Examples, double Weight)> Sources, IReadOnlyList<CountedExample> Rehearsal, IReadOnlyList<CountedExample>? Evaluation)
{
    /// <summary>All new examples, one source after the other.</summary>
    public IReadOnlyList<CountedExample> New { get; } = [.. Sources.SelectMany(source => source.Examples)];

    /// <summary>Which files of a recipe have to be counted.</summary>
    public static IReadOnlyList<string> FilesOf(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        string?[] others = [recipe.RehearsalData, recipe.EvalData];
        return [.. recipe.Data.Select(source => source.Path).Concat(others.OfType<string>()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The counts of a recipe's files.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="counts">Gives the counted examples of a file that <see cref="FilesOf"/> names.</param>
    public static CountedData Of(TrainingRecipe recipe, Func<string, IReadOnlyList<CountedExample>> counts)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(counts);
        return new CountedData(
            [.. recipe.Data.Select(source => (counts(source.Path), source.Weight))],
            recipe.RehearsalData is { } rehearsal ? counts(rehearsal) : [],
            recipe.EvalData is { } evaluation ? counts(evaluation) : null);
    }
}

/// <summary>Counts the tokens of data files as one model reads them; the model's weights are not touched.</summary>
public sealed class TokenCounter
{
    private readonly ExampleTokenizer _tokenizer;

    /// <summary>Opens tokenizer and chat template of a model folder.</summary>
    /// <exception cref="TrainingException">A file of the model is missing or damaged.</exception>
    public TokenCounter(string modelFolder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(modelFolder);
        Config = BaseModelConfig.Read(modelFolder);
        var tokenizer = HubTokenizer.LoadIfPresent(modelFolder);
        var template = tokenizer is null ? null : ChatTemplate.Load(modelFolder);
        var chat = template is null ? null : new ChatEncoder(tokenizer!, template, clock);
        _tokenizer = new ExampleTokenizer(tokenizer, chat, Config.VocabularySize, int.MaxValue);
    }

    /// <summary>The shape of the model.</summary>
    public BaseModelConfig Config { get; }

    /// <summary>Reads a file and counts.</summary>
    /// <exception cref="TrainingException">A row cannot be learned from: names file, row and what to do.</exception>
    public IReadOnlyList<CountedExample> Count(string path, CancellationToken cancellation) => Count(ExampleReader.Read(path, cancellation), cancellation);

    /// <summary>Counts examples, in parts, so that their tokens never exist all at once.</summary>
    public IReadOnlyList<CountedExample> Count(IEnumerable<Example> examples, CancellationToken cancellation)
    {
        const int AtOnce = 4096;
        var counted = new List<CountedExample>();
        foreach (var part in examples.Chunk(AtOnce))
        {
            counted.AddRange(_tokenizer.TokenizeAll(part, cancellation).Examples.Select(CountedExample.Of));
        }

        return counted;
    }
}
