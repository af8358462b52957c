using OpenLedger.Studio.Controls;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// What to set for a person's own data, by rules that always say the same for the same data, and the sentence that says why.
/// </summary>
/// <param name="Draft">The draft with the knobs turned.</param>
/// <param name="Text">The sentence, a key of this feature's words.</param>
/// <param name="Values">What fills its places.</param>
public sealed record RunSuggestion(RunDraft Draft, string Text, object[] Values)
{
    public const string Sentence = "For {0} examples of up to {1} tokens: {2} at once, {3} times through (about {4} steps), room {5}, texts of up to {6} tokens.";

    private const int StepsWanted = 300;
    private const int MostEpochs = 20;
    private const int RowsForEach = 25;
    private const int MostRows = 16;
    private const int ShortestText = 64;

    /// <summary>Examples up to which a rank has room enough.</summary>
    private static readonly (int Examples, int Rank)[] Ranks = [(100, 8), (2_000, 16), (20_000, 32), (int.MaxValue, 64)];

    /// <summary>Suggests; null where there is nothing to learn from.</summary>
    public static RunSuggestion? Of(RunSituation situation)
    {
        if (situation.Preflight?.Forecast is not { AllExamples: > 0 } forecast)
        {
            return null;
        }

        var examples = Math.Max(1, forecast.NewExamples > 0 ? forecast.NewExamples : forecast.AllExamples);
        var rows = Math.Clamp(PowerOfTwoBelow(Math.Max(1, examples / RowsForEach)), 1, MostRows);
        var perEpoch = Math.Ceiling(examples * (1 + (situation.Recipe.RehearsalData is null ? 0 : situation.Standard.RehearsalShare)) / rows);
        var epochs = Math.Clamp(Math.Ceiling(StepsWanted / perEpoch), 1, MostEpochs);
        var rank = Ranks.First(step => examples <= step.Examples).Rank;
        var length = LengthFor(forecast.LongestExample, situation.Context);
        var turns = new List<(Knob, object?)>
        {
            (Knobs.PerDeviceTrainBatchSize, rows),
            (Knobs.GradientAccumulationSteps, 1),
            (Knobs.NumTrainEpochs, epochs),
            (Knobs.MaxLength, length),
            (Knobs.LearningRate, situation.Standard.LearningRate),
            (Knobs.RehearsalShare, situation.Standard.RehearsalShare),
        };
        if (situation.Draft.Further is null)
        {
            turns.Add((Knobs.R, rank));
            turns.Add((Knobs.LoraAlpha, (double)(2 * rank)));
        }

        return new RunSuggestion(
            situation.Draft.Turn(situation.Standard, turns), Sentence,
            [NumberText.Whole(examples), NumberText.Whole(forecast.LongestExample), rows, NumberText.Whole(epochs), NumberText.Whole(epochs * perEpoch), situation.Draft.Further is null ? rank : situation.Recipe.R, NumberText.Whole(length)]);
    }

    /// <summary>The place of the slider at which nothing so long is cut, as far as the model reads.</summary>
    public static int LengthFor(int longest, int context)
    {
        var length = ShortestText;
        while (length < longest && length < context)
        {
            length *= 2;
        }

        return Math.Min(length, context);
    }

    /// <summary>The greatest power of two that is not above a number.</summary>
    public static int PowerOfTwoBelow(int number) => 1 << (int)Math.Log2(Math.Max(1, number));
}
