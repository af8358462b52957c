using OpenLedger.Training.Architectures;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Runs;

/// <summary>Notes what the steps of a run take and writes it into the run's folder, so that the next estimate on this machine knows better.</summary>
internal sealed class PaceRecord(TrainingRecipe recipe, BaseModelConfig config, RunFolder folder, TimeProvider clock)
{
    /// <summary>The first step fetches memory and compiles code.</summary>
    private const int LeftOut = 1;

    private readonly AdapterSizes _adapter = AdapterSizes.Of(recipe, config);
    private int _seen;
    private int _steps;
    private StepWork _work;
    private TimeSpan _cpu;
    private TimeSpan _time;
    private (ProcessorTime Cpu, long Time) _begin;

    /// <summary>A step begins.</summary>
    public void Begin() => _begin = (ProcessorTime.Now, clock.GetTimestamp());

    /// <summary>The step has ended.</summary>
    public void End(StepBatch batch, MixtureSizes sizes)
    {
        var (cpu, time) = (ProcessorTime.Now.Since(_begin.Cpu), clock.GetElapsedTime(_begin.Time));
        if (++_seen <= LeftOut)
        {
            return;
        }

        _work += WorkOf(batch, sizes);
        (_cpu, _time) = (_cpu + cpu, _time + time);
        if (++_steps == MeasuredPace.Enough)
        {
            Write();
        }
    }

    /// <summary>Writes what was measured, where it is enough to count.</summary>
    public void Write()
    {
        if (_steps >= MeasuredPace.Enough)
        {
            new MeasuredPace(Path.GetFileName(recipe.Model!), _steps, _work, _cpu.TotalSeconds, _time.TotalSeconds, recipe.Bf16 == true, recipe.Threads).Write(folder.Pace);
        }
    }

    private StepWork WorkOf(StepBatch batch, MixtureSizes sizes)
    {
        var read = batch.MicroBatches.SelectMany(part => part.Rows).SelectMany(row => row.Examples).Select(example => sizes[example]).ToList();
        return StepWork.OfTraining(
            config, _adapter, read.Sum(size => (double)size.Tokens), read.Sum(size => (double)size.Labels), read.Sum(size => (double)size.Tokens * size.Tokens), batch.MicroBatches.Count, 1);
    }
}
