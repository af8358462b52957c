using System.Globalization;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Lora;
using static TorchSharp.torch;

namespace OpenLedger.Training.Runs;

/// <summary>
/// Everything that changes while a run trains: the adapter, both moments of the optimiser, the number of steps made, and the best
/// adapter so far. Order of the data, dropout and schedule are functions of seed and step, so this is all that a run needs to go on.
/// It is one file, written beside and renamed: a half checkpoint does not exist.
/// </summary>
internal sealed class RunState : IDisposable
{
    private const string Values = "values";
    private const string Means = "means";
    private const string Squares = "squares";
    private const string BestValues = "best_values";
    private readonly LoraParameters _lora;
    private Tensor? _best;

    /// <summary>The state before the first step.</summary>
    public RunState(LoraParameters lora)
    {
        _lora = lora;
        FirstMoment = zeros_like(lora.Values).DetachFromDisposeScope();
        SecondMoment = zeros_like(lora.Values).DetachFromDisposeScope();
    }

    /// <summary>Steps made.</summary>
    public int Step { get; set; }

    /// <summary>The lowest held-out loss so far.</summary>
    public double? BestLoss { get; private set; }

    /// <summary>The step of the lowest held-out loss.</summary>
    public int BestStep { get; private set; }

    /// <summary>Measurements since the best one.</summary>
    public int MeasurementsSinceBest { get; private set; }

    /// <summary>Running mean of the gradients.</summary>
    public Tensor FirstMoment { get; }

    /// <summary>Running mean of the squared gradients.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Takes note of a held-out loss, and of the adapter where it is the best so far.</summary>
    public void Measured(double loss)
    {
        if (!(loss < (BestLoss ?? double.PositiveInfinity)))
        {
            MeasurementsSinceBest++;
            return;
        }

        using var scope = NewDisposeScope();
        (BestLoss, BestStep, MeasurementsSinceBest) = (loss, Step, 0);
        _best ??= empty_like(_lora.Values).DetachFromDisposeScope();
        _best.copy_(_lora.Values);
    }

    /// <summary>Puts the best adapter in the place of the last one, where there is one.</summary>
    public void RestoreBest()
    {
        if (_best is not null)
        {
            using var scope = NewDisposeScope();
            _lora.Values.copy_(_best);
        }
    }

    /// <summary>Writes the state.</summary>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var tensors = new Dictionary<string, Tensor> { [Values] = _lora.Values, [Means] = FirstMoment, [Squares] = SecondMoment };
        if (_best is not null)
        {
            tensors[BestValues] = _best;
        }

        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string>
        {
            ["step"] = Step.ToString(CultureInfo.InvariantCulture),
            ["best_loss"] = BestLoss?.ToString("R", CultureInfo.InvariantCulture) ?? "",
            ["best_step"] = BestStep.ToString(CultureInfo.InvariantCulture),
            ["measurements_since_best"] = MeasurementsSinceBest.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Reads a state that belongs to this adapter.</summary>
    /// <exception cref="TrainingException">The file is damaged or belongs to another run.</exception>
    public void Read(string path)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(path);
        Fill(file, Values, _lora.Values);
        Fill(file, Means, FirstMoment);
        Fill(file, Squares, SecondMoment);
        (Step, BestStep, MeasurementsSinceBest) = (Number(file, "step"), Number(file, "best_step"), Number(file, "measurements_since_best"));
        if (file.Tensors.ContainsKey(BestValues)
            && double.TryParse(file.Metadata.GetValueOrDefault("best_loss"), NumberStyles.Float, CultureInfo.InvariantCulture, out var loss))
        {
            _best ??= empty_like(_lora.Values).DetachFromDisposeScope();
            Fill(file, BestValues, _best);
            BestLoss = loss;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
        _best?.Dispose();
    }

    private static int Number(SafetensorsFile file, string name) =>
        int.TryParse(file.Metadata.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new TrainingException($"{file.Path}: field \"{name}\" is missing, so this is no checkpoint of a run. Start the run again.");

    private static void Fill(SafetensorsFile file, string name, Tensor target)
    {
        if (!file.Tensors.TryGetValue(name, out var entry) || entry.Shape.Aggregate(1L, (product, size) => product * size) != target.numel())
        {
            throw new TrainingException($"{file.Path}: tensor \"{name}\" does not fit this recipe's adapter. Start the run again, or bring back the recipe it was started with.");
        }

        target.copy_(file.Read(name, ScalarType.Float32).view(target.shape));
    }
}
