namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>The times that a person can give with one click.</summary>
internal static class TuningBudget
{
    public const int Standard = 30;
    public const int Least = 1;
    public const int Most = 72 * 60;

    /// <summary>In minutes.</summary>
    public static IReadOnlyList<int> All { get; } = [10, 30, 60, 180];
}
