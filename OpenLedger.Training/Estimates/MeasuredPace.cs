using System.Text.Json;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Training.Estimates;

/// <summary>What steps of a real run took: it corrects <see cref="MachineSpeed"/> for this machine, model and precision.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Steps">Steps that were measured.</param>
/// <param name="Work">What there was to compute in them.</param>
/// <param name="CpuSeconds">Processor time that the whole program took meanwhile.</param>
/// <param name="Seconds">Time that passed.</param>
/// <param name="BFloat16">Whether products were computed in bfloat16.</param>
/// <param name="Threads">Threads that computed.</param>
public sealed record MeasuredPace(string Model, int Steps, StepWork Work, double CpuSeconds, double Seconds, bool BFloat16, int Threads)
{
    private const long LargestFile = 10_000;

    /// <summary>How many times as long it took as a machine's speed says.</summary>
    public double FactorOn(MachineSpeed speed, BaseModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(speed);
        return CpuSeconds / Math.Max(1e-9, speed.CpuSecondsOf(Work, config, BFloat16));
    }

    /// <summary>Reads what a run left; null where it left nothing that can be used.</summary>
    public static MeasuredPace? Read(string path)
    {
        try
        {
            var pace = new FileInfo(path) is { Exists: true, Length: <= LargestFile } ? JsonSerializer.Deserialize<MeasuredPace>(File.ReadAllBytes(path)) : null;
            return pace is { Steps: > 0, CpuSeconds: > 0, Seconds: > 0, Threads: > 0 } ? pace : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps the measurement.</summary>
    public void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this));
}
