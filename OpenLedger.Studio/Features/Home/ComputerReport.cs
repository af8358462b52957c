using System.Text.Json;
using System.Text.Json.Serialization;
using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Home;

/// <summary>What this computer is and what it can train, as a check at the first start found it.</summary>
/// <param name="Cores">Processor cores.</param>
/// <param name="Memory">Bytes of memory, of the container where there is one.</param>
/// <param name="Gpu">Whether libtorch finds a GPU.</param>
/// <param name="IsNarrow">Whether bfloat16 is what it computes faster in.</param>
/// <param name="OperationsPerSecond">Floating-point operations a second of all cores, in the kernels of a training.</param>
/// <param name="StepSeconds">How long one real training step took.</param>
/// <param name="Program">The version that checked.</param>
public sealed record ComputerReport(int Cores, long Memory, bool Gpu, bool IsNarrow, double OperationsPerSecond, double StepSeconds, string Program)
{
    // A training that a person would wait for: 200 examples of 100 tokens, seen three times, within an evening.
    private const double TokensOfAnEvening = 200 * 100 * 3;
    private const double SecondsOfAnEvening = 2 * 3600;
    private const double OperationsPerParameter = 6;

    // What weights leave of memory: adapter, buffers, the studio and the system.
    private const double ShareForWeights = 0.6;
    private const int BytesOfFloat = 4;
    private const int BytesOfNarrow = 2;
    private const long LargestFile = 10_000;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>The largest model, in parameters, that fits into memory and learns within an evening.</summary>
    [JsonIgnore]
    public double LargestModel => Math.Min(
        Memory * ShareForWeights / (IsNarrow ? BytesOfNarrow : BytesOfFloat),
        OperationsPerSecond * SecondsOfAnEvening / (TokensOfAnEvening * OperationsPerParameter));

    /// <summary>What an earlier start found; null where the computer, its memory or the program is another one since.</summary>
    public static ComputerReport? Read(string path, int cores, long memory, string program)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LargestFile })
            {
                return null;
            }

            var report = JsonSerializer.Deserialize<ComputerReport>(File.ReadAllBytes(path));
            return report is not null && report.Cores == cores && report.Memory == memory && report.Program == program && report.OperationsPerSecond > 0 ? report : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="TrainingException">The file cannot be written.</exception>
    public void Write(string path) => OpenLedger.Training.Checkpoints.AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, Format));
}
