using OpenLedger.Training.Estimates;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>What invented data comes to.</summary>
internal static class Forecasts
{
    public static RunForecast Of(int steps, int examples = 180) => new()
    {
        NewExamples = examples,
        RehearsalExamples = examples / 2,
        AllExamples = examples,
        Cut = 0,
        TeachNothing = 0,
        TeachNothingSinceCut = 0,
        LongestExample = 40,
        HeldOut = new HeldOutLoad(20, 800, 300, 40_000, 400, 150),
        Load = new BatchLoad
        {
            Steps = steps,
            MostTokens = 300,
            MostLabels = 120,
            Longest = 40,
            MicroBatches = steps,
            Tokens = 280.0 * steps,
            Labels = 110.0 * steps,
            SquaredLengths = 9_000.0 * steps,
            RehearsalPerEpoch = examples / 2,
            IsWhole = true,
        },
    };
}
