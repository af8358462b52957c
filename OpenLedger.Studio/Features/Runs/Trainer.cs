using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// Trains the run in the folder to its end, from its recipe or from its last checkpoint. Blocks; when cancelled it writes a
/// checkpoint and throws <see cref="OperationCanceledException"/>. The tests put something quicker in its place.
/// </summary>
internal delegate RunOutcome Trainer(string folder, IProgress<RunProgress> progress, CancellationToken cancellation);

/// <summary>Says what a recipe comes to. Data that was not seen before is read first.</summary>
internal delegate Task<RunPreflight> Forecaster(TrainingRecipe recipe, CancellationToken cancellation);
