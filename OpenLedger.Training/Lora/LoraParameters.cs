using OpenLedger.Training.Architectures;
using static TorchSharp.torch;

namespace OpenLedger.Training.Lora;

/// <summary>
/// All values of an adapter in one flat float32 vector, in the order of the forward pass, with their gradients beside them where it
/// is trained: the optimiser makes one pass, and the A matrices of projections that share an input are one matrix.
/// </summary>
internal sealed class LoraParameters : IDisposable
{
    private readonly Dictionary<(int Layer, ProjectionGroup Group), LoraGroup> _groups = [];

    /// <summary>Copies the values of <paramref name="adapter"/>.</summary>
    public LoraParameters(Adapter adapter, BaseModelConfig config, Device device, bool trained)
    {
        using var scope = NewDisposeScope();
        Values = empty(Math.Max(1, adapter.Pairs.Values.Sum(pair => pair.Down.numel() + pair.Up.numel())), ScalarType.Float32, device).DetachFromDisposeScope();
        Gradients = trained ? zeros_like(Values).DetachFromDisposeScope() : null;
        LowestLayer = config.LayerCount;
        long offset = 0;
        for (var layer = 0; layer < config.LayerCount; layer++)
        {
            foreach (var group in Enum.GetValues<ProjectionGroup>())
            {
                if (AddGroup(adapter, Projections.Of(config, layer, group), ref offset) is { } added)
                {
                    _groups[(layer, group)] = added;
                    LowestLayer = Math.Min(LowestLayer, layer);
                }
            }
        }

        CopyFrom(adapter);
    }

    /// <summary>Every value, flat.</summary>
    public Tensor Values { get; }

    /// <summary>Every gradient, flat; null where nothing is trained.</summary>
    public Tensor? Gradients { get; }

    /// <summary>The lowest layer that is adapted: nothing below it needs a gradient.</summary>
    public int LowestLayer { get; private set; }

    /// <summary>Chance that an input of an adapter is left out in training.</summary>
    public float Dropout { get; init; }

    /// <summary>The adapted projections of a layer that share an input, or null.</summary>
    public LoraGroup? Of(int layer, ProjectionGroup group) => _groups.GetValueOrDefault((layer, group));

    /// <summary>The matrices of one adapted projection.</summary>
    public LoraSlot SlotOf(string path) => _groups.Values.SelectMany(group => group.Slots).First(slot => slot.Path == path);

    /// <summary>Writes the values into the matrices of <paramref name="adapter"/>.</summary>
    public void CopyTo(Adapter adapter)
    {
        using var scope = NewDisposeScope();
        foreach (var slot in _groups.Values.SelectMany(group => group.Slots))
        {
            adapter.Pairs[slot.Path].Down.copy_(slot.Down);
            adapter.Pairs[slot.Path].Up.copy_(slot.Up);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in _groups.Values)
        {
            group.Dispose();
        }

        Values.Dispose();
        Gradients?.Dispose();
    }

    private void CopyFrom(Adapter adapter)
    {
        foreach (var slot in _groups.Values.SelectMany(group => group.Slots))
        {
            slot.Down.copy_(adapter.Pairs[slot.Path].Down);
            slot.Up.copy_(adapter.Pairs[slot.Path].Up);
        }
    }

    private LoraGroup? AddGroup(Adapter adapter, IReadOnlyList<LinearModule> modules, ref long offset)
    {
        var adapted = modules.Where(module => adapter.Pairs.ContainsKey(module.Path)).ToList();
        if (adapted.Count == 0)
        {
            return null;
        }

        var inputs = modules[0].InFeatures;
        var ranks = adapted.Sum(module => adapter.Pairs[module.Path].Rank);
        var downStart = offset;
        var upStart = offset + ((long)ranks * inputs);
        var slots = new List<LoraSlot>();
        var rankStart = 0;
        foreach (var module in adapted)
        {
            var pair = adapter.Pairs[module.Path];
            slots.Add(new LoraSlot
            {
                Path = module.Path,
                OutStart = modules.TakeWhile(other => other != module).Sum(other => other.OutFeatures),
                RankStart = rankStart,
                Scaling = pair.Scaling,
                Down = View(Values, downStart + ((long)rankStart * inputs), pair.Rank, inputs)!,
                Up = View(Values, upStart, module.OutFeatures, pair.Rank)!,
                DownGradient = View(Gradients, downStart + ((long)rankStart * inputs), pair.Rank, inputs),
                UpGradient = View(Gradients, upStart, module.OutFeatures, pair.Rank),
            });
            rankStart += pair.Rank;
            upStart += (long)module.OutFeatures * pair.Rank;
        }

        offset = upStart;
        return new LoraGroup(slots, View(Values, downStart, ranks, inputs)!, View(Gradients, downStart, ranks, inputs));
    }

    private static Tensor? View(Tensor? flat, long start, long rows, long columns) =>
        flat?.narrow(0, start, rows * columns).view(rows, columns).DetachFromDisposeScope();
}
