using OpenLedger.Training.Estimates;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a run will come to, as far as it is known before it starts.</summary>
/// <param name="Forecast">What the trainer counted.</param>
/// <param name="Speed">How fast the last run of this model was; null before the first.</param>
public sealed record RunEstimate(RunForecast Forecast, RunSpeed? Speed)
{
    public TimeSpan? Time => Speed is { TokensPerSecond: > 0 }
        ? TimeSpan.FromSeconds(((Forecast.Load?.Tokens ?? 0) / Speed.TokensPerSecond) + Speed.SecondsBesides)
        : null;
}
