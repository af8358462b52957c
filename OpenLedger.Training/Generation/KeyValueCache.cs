using OpenLedger.Training.Architectures;
using OpenLedger.Training.Kernels;
using static TorchSharp.torch;

namespace OpenLedger.Training.Generation;

/// <summary>The keys and values of all tokens so far, a pair of float32 matrices <c>[capacity, key-value heads · head dimension]</c> a layer.</summary>
internal sealed class KeyValueCache : IDisposable
{
    private const int FirstCapacity = 64;
    private readonly CausalLanguageModel _model;
    private readonly (Tensor Keys, Tensor Values)[] _layers;

    /// <summary>Creates an empty cache.</summary>
    public KeyValueCache(CausalLanguageModel model)
    {
        _model = model;
        _layers = [.. Enumerable.Range(0, model.Config.LayerCount).Select(_ => (Empty(FirstCapacity), Empty(FirstCapacity)))];
    }

    /// <summary>Tokens held.</summary>
    public int Count { get; private set; }

    private int Width => _model.Config.KeyValueHeadCount * _model.Config.HeadDimension;

    /// <summary>Makes room for <paramref name="more"/> tokens.</summary>
    public void Reserve(int more)
    {
        var capacity = _layers[0].Keys.size(0);
        if (Count + more <= capacity)
        {
            return;
        }

        capacity = Math.Max(Count + more, capacity * 2);
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer] = (Grown(_layers[layer].Keys, capacity), Grown(_layers[layer].Values, capacity));
        }
    }

    /// <summary>Keeps the keys and values of new tokens, and lets them attend to all tokens up to themselves.</summary>
    public void Attend(int layer, Tensor heads, Tensor attended)
    {
        var (keys, values) = _layers[layer];
        var count = heads.size(0);
        var queries = (long)_model.Config.HeadCount * _model.Config.HeadDimension;
        using (var place = keys.narrow(0, Count, count))
        using (var source = heads.narrow(1, queries, Width))
        {
            place.copy_(source);
        }

        using (var place = values.narrow(0, Count, count))
        using (var source = heads.narrow(1, queries + Width, Width))
        {
            place.copy_(source);
        }

        Attention.Cached(heads, _model.Attention, keys, values, Count, _model.Layers[layer].Window, attended);
    }

    /// <summary>Counts tokens whose keys and values all layers hold now.</summary>
    public void Advance(int count) => Count += count;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (keys, values) in _layers)
        {
            keys.Dispose();
            values.Dispose();
        }
    }

    private Tensor Empty(long capacity) => zeros([capacity, Width], ScalarType.Float32, _model.Device).DetachFromDisposeScope();

    private Tensor Grown(Tensor old, long capacity)
    {
        var grown = Empty(capacity);
        using var place = grown.narrow(0, 0, old.size(0));
        place.copy_(old);
        old.Dispose();
        return grown;
    }
}
