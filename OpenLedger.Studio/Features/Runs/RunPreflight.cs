using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a run will come to, said before it starts.</summary>
/// <param name="Forecast">What its data comes to.</param>
/// <param name="Memory">What it takes beyond the studio as it is now.</param>
/// <param name="Disk">What it writes.</param>
/// <param name="Time">How long it takes; null where nothing is to be done.</param>
/// <param name="Room">What this computer has.</param>
public sealed record RunPreflight(RunForecast Forecast, MemoryEstimate Memory, DiskEstimate Disk, TimeEstimate? Time, MachineRoom Room)
{
    /// <summary>Whether it fits into the memory that is free.</summary>
    public Fit Fit => Room.FitOf(Memory);

    /// <summary>
    /// Where it does not fit: the same recipe in smaller pieces, which learns the same and does. Null where there is none, or none is needed.
    /// </summary>
    public TrainingRecipe? Smaller { get; init; }
}
