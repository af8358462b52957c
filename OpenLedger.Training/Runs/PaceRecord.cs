using OpenLedger.Training.Architectures;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Runs;

/// <summary>
/// Notes what the latest steps of a run take and writes it into the run's folder, so that the next estimate on this machine knows better.
/// The first steps of a process fetch memory and run code that is not yet compiled in its fast form, so the earlier half is forgotten.
/// </summary>
internal sealed class PaceRecord(TrainingRecipe recipe, BaseModelConfig config, RunFolder folder, TimeProvider clock)
{
    private const int Enough = 10;

    /// <summary>After so many steps it is written for the first time: a long run tells others before it ends.</summary>
    private const int FirstWritten = 20;

    private const int MostRemembered = 100;

    private readonly AdapterSizes _adapter = AdapterSizes.Of(recipe, config);
    private readonly Queue<(StepWork Work, TimeSpan Cpu, TimeSpan Time)> _latest = new();
    private int _seen;
    private (TimeSpan Cpu, long Time) _begin;

    /// <summary>A step begins.</summary>
    public void Begin() => _begin = (Environment.CpuUsage.TotalTime, clock.GetTimestamp());

    /// <summary>The step has ended.</summary>
    public void End(StepBatch batch, MixtureSizes sizes)
    {
        _latest.Enqueue((WorkOf(batch, sizes), Environment.CpuUsage.TotalTime - _begin.Cpu, clock.GetElapsedTime(_begin.Time)));
        _seen++;
        while (_latest.Count > Math.Min((_seen + 1) / 2, MostRemembered))
        {
            _latest.Dequeue();
        }

        if (_seen == FirstWritten)
        {
            Write();
        }
    }

    /// <summary>Writes what was measured, where it is enough to count.</summary>
    public void Write()
    {
        if (_seen < Enough)
        {
            return;
        }

        var work = _latest.Aggregate(default(StepWork), (sum, step) => sum + step.Work);
        var (cpu, time) = (_latest.Sum(step => step.Cpu.TotalSeconds), _latest.Sum(step => step.Time.TotalSeconds));
        new MeasuredPace(Path.GetFileName(recipe.Model!), _latest.Count, work, cpu, time, recipe.Bf16 == true, recipe.Threads).Write(folder.Pace);
    }

    private StepWork WorkOf(StepBatch batch, MixtureSizes sizes)
    {
        var read = batch.MicroBatches.SelectMany(part => part.Rows).SelectMany(row => row.Examples).Select(example => sizes[example]).ToList();
        return StepWork.OfTraining(
            config, _adapter, read.Sum(size => (double)size.Tokens), read.Sum(size => (double)size.Labels), read.Sum(size => (double)size.Tokens * size.Tokens), batch.MicroBatches.Count, 1);
    }
}
