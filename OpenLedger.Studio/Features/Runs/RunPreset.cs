using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>How much is trained, for who does not want to think about it.</summary>
/// <param name="Name">What it is called, a key of this feature's words.</param>
/// <param name="Times">How many times as much as the model usually takes.</param>
public sealed record RunPreset(string Name, double Times)
{
    public const string LightName = "Light";
    public const string NormalName = "Normal";
    public const string ThoroughName = "Thorough";

    public static IReadOnlyList<RunPreset> All { get; } = [new(LightName, 0.5), new(NormalName, 1), new(ThoroughName, 2)];

    /// <summary>How often every example is seen.</summary>
    public double EpochsOf(TrainingRecipe standard) => Math.Max(1, Math.Round(standard.NumTrainEpochs * Times, MidpointRounding.AwayFromZero));
}
