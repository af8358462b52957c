using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// Which examples each step learns from. Everything follows from examples, options and seed, so a resumed run asks for the step
/// it stopped at and gets what the uninterrupted one got. As in the Hugging Face trainer an epoch's last batch and last step may
/// be smaller than the others, and a step never reaches over the end of an epoch. With packing the shuffled epoch is cut into
/// windows, each is packed best fit decreasing, and its rows are shuffled, so that rows and their order differ by epoch.
/// Not for use from several threads at once.
/// </summary>
public sealed class BatchPlan
{
    /// <summary>Examples that are packed together: enough that nearly no room is left, few enough that an order remains.</summary>
    private const int PackingWindow = 1024;

    private readonly BatchPlanOptions _options;
    private readonly EpochOrder _order;
    private readonly MixtureSizes _sizes;
    private readonly List<long> _firstSteps = [0];
    private IReadOnlyList<PackedRow> _rows = [];
    private int _rowsEpoch = -1;

    /// <summary>Plans a run.</summary>
    /// <exception cref="TrainingException">There is nothing to learn.</exception>
    public BatchPlan(DataMixture mixture, BatchPlanOptions options, CancellationToken cancellation)
        : this(SizesOf(mixture), options, cancellation)
    {
    }

    /// <summary>Plans a run of which only the sizes of the examples are known: the plan is the same.</summary>
    /// <exception cref="TrainingException">There is nothing to learn.</exception>
    public BatchPlan(MixtureSizes sizes, BatchPlanOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.AccumulationSteps);
        ArgumentOutOfRangeException.ThrowIfNegative(options.RehearsalShare);
        _options = options;
        _sizes = sizes;
        _order = new EpochOrder(sizes, options.RehearsalShare, options.Seed);
        if (_order.NewCount == 0)
        {
            throw new TrainingException(
                "There is nothing to learn: no example holds a token that the model should say. Check that the data has answers, that max_length does not cut them off, and that weights are not near 0.");
        }

        TotalSteps = options.MaxSteps > 0 ? options.MaxSteps : StepsOf(options.Epochs, cancellation);
    }

    /// <summary>How many steps the run has.</summary>
    public int TotalSteps { get; }

    /// <summary>New examples in an epoch, counted as often as their weights repeat them.</summary>
    public int NewPerEpoch => _order.NewCount;

    /// <summary>What a step learns from.</summary>
    /// <param name="step">From 0 up to but not including <see cref="TotalSteps"/>.</param>
    public StepBatch StepAt(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, TotalSteps);
        var epoch = EpochOf(step);
        var rows = RowsOf(epoch);
        var rowsPerStep = _options.BatchSize * _options.AccumulationSteps;
        var first = (int)(step - _firstSteps[epoch]) * rowsPerStep;
        var mine = rows.Skip(first).Take(rowsPerStep).ToArray();
        var labels = mine.Sum(row => row.Examples.Sum(example => _sizes[example].Labels));
        return new StepBatch([.. mine.Chunk(_options.BatchSize).Select(part => new MicroBatch(part))], labels, epoch);
    }

    private static MixtureSizes SizesOf(DataMixture mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        return mixture.Sizes;
    }

    private int EpochOf(int step)
    {
        while (_firstSteps[^1] <= step)
        {
            AddEpoch();
        }

        var found = _firstSteps.BinarySearch(step);
        return found >= 0 ? found : ~found - 1;
    }

    private int StepsOf(double epochs, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        var whole = (int)Math.Floor(epochs);
        var needed = (int)Math.Ceiling(epochs);
        while (_firstSteps.Count <= needed)
        {
            cancellation.ThrowIfCancellationRequested();
            AddEpoch();
        }

        var perEpoch = _firstSteps[1];
        var even = Enumerable.Range(0, needed).All(epoch => _firstSteps[epoch + 1] == (epoch + 1) * perEpoch);
        var steps = even
            ? Math.Ceiling(epochs * perEpoch)
            : _firstSteps[whole] + Math.Ceiling((epochs - whole) * (_firstSteps[needed] - _firstSteps[whole]));
        return steps <= int.MaxValue
            ? (int)steps
            : throw new TrainingException("The run would have more than 2,147,483,647 steps. Choose fewer epochs (num_train_epochs) or larger batches.");
    }

    private void AddEpoch()
    {
        var epoch = _firstSteps.Count - 1;
        var rows = _options.Packing ? RowsOf(epoch).Count : _order.CountOf(epoch);
        var microBatches = (rows + _options.BatchSize - 1L) / _options.BatchSize;
        _firstSteps.Add(_firstSteps[^1] + ((microBatches + _options.AccumulationSteps - 1) / _options.AccumulationSteps));
    }

    private IReadOnlyList<PackedRow> RowsOf(int epoch)
    {
        if (epoch != _rowsEpoch)
        {
            var order = _order.Of(epoch);
            _rows = _options.Packing ? Packed(order, epoch) : [.. order.Select(example => new PackedRow([example]))];
            _rowsEpoch = epoch;
        }

        return _rows;
    }

    private List<PackedRow> Packed(int[] order, int epoch)
    {
        var random = SeededRandom.For(_options.Seed, "order of packed rows", epoch);
        var rows = new List<PackedRow>();
        foreach (var window in order.Chunk(PackingWindow))
        {
            var packed = Packing.Pack([.. window.Select(example => _sizes[example].Tokens)], _options.MaxLength)
                .Select(row => new PackedRow([.. row.Select(place => window[place])]))
                .ToArray();
            random.Shuffle<PackedRow>(packed);
            rows.AddRange(packed);
        }

        return rows;
    }
}
