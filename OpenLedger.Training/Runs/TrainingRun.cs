using OpenLedger.Training.Architectures;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Runs;

/// <summary>
/// One execution of one recipe in one folder: prepare, step, report, save, finish. It can be cut off at any moment; what it goes on
/// from is its last checkpoint, and it ends with the same adapter as a run that never stopped.
/// </summary>
public sealed class TrainingRun
{
    private readonly TrainingRecipe _recipe;
    private readonly RunFolder _folder;
    private readonly TimeProvider _clock;

    private readonly bool _isNew;

    /// <summary>False from a step's first product until its measurement is done: a checkpoint from in between would skip that measurement.</summary>
    private bool _betweenSteps = true;

    private long _memoryBefore;

    private TrainingRun(TrainingRecipe recipe, RunFolder folder, TimeProvider clock, bool isNew)
    {
        (_recipe, _folder, _clock, _isNew) = (recipe, folder, clock, isNew);
    }

    /// <summary>The recipe with every default filled in.</summary>
    public TrainingRecipe Recipe => _recipe;

    /// <summary>Creates the run's folder and writes the recipe into it, with all values, the precision measured here among them.</summary>
    /// <exception cref="TrainingException">The recipe has problems (all are named), or the folder already holds a run.</exception>
    public static TrainingRun Start(TrainingRecipe recipe, string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var full = RunRecipe.Complete(recipe);
        var run = new RunFolder(folder);
        RunRecipe.Keep(full, run);
        return new TrainingRun(full, run, clock, isNew: true);
    }

    /// <summary>Takes up the run that lies in a folder.</summary>
    /// <exception cref="TrainingException">There is no run, or its recipe is damaged.</exception>
    public static TrainingRun Resume(string folder, TimeProvider clock)
    {
        var run = new RunFolder(folder);
        return new TrainingRun(RunRecipe.Read(run), run, clock, isNew: false);
    }

    /// <summary>
    /// Trains to the end. Blocks; call it from a worker's thread. When cancelled it writes a checkpoint and the adapter as it is, and
    /// throws <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <exception cref="TrainingException">The model, the data or the disk does not allow it; the message says what to do.</exception>
    public RunOutcome Execute(IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        using var held = RunLock.Take(_folder);
        _memoryBefore = Environment.WorkingSet;
        progress.Report(new RunProgress(RunPhase.Loading, 0, 0));
        TensorLibrary.Prepare(_recipe.Threads);
        using var model = BaseModel.Open(_recipe.Model!, _recipe.Bf16 == true ? Precision.BFloat16 : Precision.Float32, _clock, cancellation);
        var data = RunData.Read(_recipe, model, cancellation);
        var (lora, adapter) = Begin(model);
        using var values = lora;
        using var written = adapter;
        using var space = new Workspace(model.Network.Device);
        using var state = new RunState(lora);
        var pass = new LanguageModelPass(model.Network, space);
        var load = BatchLoad.Of(data.Plan, data.Mixture.Sizes, cancellation);
        var heldOut = new HeldOutLoss(pass, data.HeldOut, HeldOutParts.TokensAtOnce(load.MostTokens));
        Reserve(space, model, load, data.HeldOut);
        var scoring = new RunScoring(_recipe, _folder, model, heldOut, progress);
        GoOn(state, progress, data.Plan.TotalSteps);
        var sampling = new RunSampling(SampleQuestion.Choose(_recipe, model, data.HeldOut, cancellation), model, _folder, _clock);
        var milestones = new RunMilestones(sampling, new RunCheckpoints(_folder), adapter.Write, lora, model.Config, _clock);
        try
        {
            milestones.Begin(state.Step, cancellation);
            var before = scoring.Before(data.Plan.TotalSteps, cancellation);
            Train(new TrainingStep(_recipe, pass, lora, state, data.Plan.TotalSteps), data, heldOut, state, milestones, progress, cancellation);
            state.Write(_folder.Checkpoint);
            Keep(state, adapter);
            milestones.End(state, _recipe.LoadBestModelAtEnd, cancellation);
            var after = scoring.After(lora, before, state, data.Plan.TotalSteps, cancellation);
            var outcome = new RunOutcome(before.Scores, after, state.BestLoss, state.Step, _folder.Path);
            RunRecipe.KeepOutcome(outcome, _folder);
            progress.Report(new RunProgress(RunPhase.Done, state.Step, data.Plan.TotalSteps));
            return outcome;
        }
        catch (OperationCanceledException)
        {
            if (_betweenSteps)
            {
                state.Write(_folder.Checkpoint);
            }

            // What is kept of a run that somebody stops is its best state; it goes on from its last one.
            Keep(state, adapter);
            throw;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"{_folder.Path}: cannot be written any more ({problem.Message}). Make room on the disk, then resume the run: it goes on from its last checkpoint.", problem);
        }
    }

    private void Train(
        TrainingStep trainer, RunData data, HeldOutLoss heldOutLoss, RunState state, RunMilestones milestones, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        using var metrics = new RunMetrics(_folder.Metrics, state.Step);
        var (total, measureEvery) = (data.Plan.TotalSteps, _recipe.EvalStepsOf(data.Plan.TotalSteps));
        var pace = new RunPace(_clock);
        var record = new PaceRecord(_recipe, milestones.Config, _folder, _clock);
        var saved = (state.Step, Time: _clock.GetTimestamp());
        while (state.Step < total && !StoppedEarly(state))
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = data.Plan.StepAt(state.Step);
            var start = _clock.GetTimestamp();
            _betweenSteps = false;
            record.Begin();
            var result = trainer.Make(batch, data.Mixture);
            record.End(batch, data.Mixture.Sizes);
            var speed = result.Tokens / Math.Max(1e-9, _clock.GetElapsedTime(start).TotalSeconds);
            pace.Stepped();
            double? heldOut = null;
            var isMilestone = state.Step % measureEvery == 0 || state.Step == total;
            if (heldOutLoss.Any && isMilestone)
            {
                heldOut = heldOutLoss.Of(milestones.Lora, cancellation);
                state.Measured(heldOut ?? double.NaN);
            }

            _betweenSteps = true;
            var memory = Math.Max(0, Environment.WorkingSet - _memoryBefore);
            if (isMilestone || state.Step % _recipe.LoggingSteps == 0)
            {
                metrics.Add(new StepMetrics(state.Step, result.Loss, result.LearningRate, result.GradNorm, speed, batch.Epoch, heldOut, memory));
            }

            var remaining = pace.Remaining(total - state.Step, (total / measureEvery) - (state.Step / measureEvery));
            progress.Report(new RunProgress(RunPhase.Training, state.Step, total, result.Loss, result.LearningRate, result.GradNorm, speed, heldOut, remaining, MemoryBytes: memory));
            if (isMilestone && state.Step < total)
            {
                milestones.Reach(state, cancellation);
                pace.Measured();
            }

            if (state.Step - saved.Step >= _recipe.SaveSteps || _clock.GetElapsedTime(saved.Time).TotalSeconds >= _recipe.SaveSeconds)
            {
                state.Write(_folder.Checkpoint);
                saved = (state.Step, _clock.GetTimestamp());
            }
        }

        record.Write();
    }

    /// <summary>Writes the adapter: the best one where that is wanted and known, else the last.</summary>
    private void Keep(RunState state, Adapter adapter)
    {
        if (_recipe.LoadBestModelAtEnd)
        {
            state.RestoreBest();
        }

        adapter.Write(_folder.Path);
    }

    private void GoOn(RunState state, IProgress<RunProgress> progress, int total)
    {
        if (File.Exists(_folder.Checkpoint))
        {
            state.Read(_folder.Checkpoint);
            progress.Report(new RunProgress(RunPhase.Loading, state.Step, total, Message: $"Going on from step {state.Step} of {total}."));
        }
    }

    private bool StoppedEarly(RunState state) => _recipe.EarlyStoppingPatience > 0 && state.MeasurementsSinceBest >= _recipe.EarlyStoppingPatience;

    /// <summary>The values that are trained and the adapter that is written: one memory.</summary>
    private (LoraParameters Lora, Adapter Adapter) Begin(BaseModel model)
    {
        using var start = LoraShape.Start(_recipe, model, _isNew);
        var lora = new LoraParameters(start, model.Config, model.Network.Device, trained: true);
        return (lora, start.Over(lora));
    }

    /// <summary>Takes at once what the whole run will need, which is what was said before it began.</summary>
    private void Reserve(Workspace space, BaseModel model, BatchLoad load, IReadOnlyList<TokenizedExample> heldOut)
    {
        var sizes = heldOut.Select(example => new ExampleSize(example.Ids.Length, example.LabelCount)).ToList();
        var measured = HeldOutLoad.Of(sizes, HeldOutParts.TokensAtOnce(load.MostTokens));
        space.Reserve(BufferList.Of(_recipe, model.Config, AdapterSizes.Of(_recipe, model.Config), load, measured).All);
    }
}
