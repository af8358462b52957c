using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Runs;

/// <summary>The data of a run as the model reads it: what is trained on, in which order, and what is held out.</summary>
internal sealed record RunData(DataMixture Mixture, BatchPlan Plan, IReadOnlyList<TokenizedExample> HeldOut)
{
    /// <summary>Reads, tokenises, splits and plans.</summary>
    /// <exception cref="TrainingException">A file cannot be read, a row cannot be learned from, or nothing is left to learn.</exception>
    public static RunData Read(TrainingRecipe recipe, BaseModel model, CancellationToken cancellation) =>
        Read(recipe, model.CreateExampleTokenizer(recipe.MaxLength), cancellation);

    private static RunData Read(TrainingRecipe recipe, ExampleTokenizer tokenizer, CancellationToken cancellation)
    {
        IReadOnlyList<TokenizedExample> Tokenized(string path) =>
            tokenizer.TokenizeAll(ExampleReader.Read(path, cancellation), cancellation).Examples;
        var sources = recipe.Data.Select(source => (source.Weight, Examples: Tokenized(source.Path))).ToList();
        var split = HeldOutSplit.Of(
            [.. sources.SelectMany(source => source.Examples).Select(example => example.Id)],
            recipe.EvalData is null ? recipe.EvalShare : 0,
            recipe.Seed);
        var held = split.HeldOut.ToHashSet();
        var numbered = sources.SelectMany(source => source.Examples).ToList();
        var heldOut = recipe.EvalData is null ? [.. split.HeldOut.Select(index => numbered[index])] : Tokenized(recipe.EvalData);
        var first = 0;
        var training = new List<WeightedExamples>();
        foreach (var (weight, examples) in sources)
        {
            training.Add(new WeightedExamples([.. examples.Where((_, index) => !held.Contains(first + index))], weight));
            first += examples.Count;
        }

        var rehearses = recipe.RehearsalData is not null && recipe.RehearsalShare > 0;
        var mixture = new DataMixture(training, rehearses ? Tokenized(recipe.RehearsalData!) : []);
        return new RunData(mixture, new BatchPlan(mixture, RunForecast.PlanOf(recipe, rehearses), cancellation), heldOut);
    }
}
