using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Generation;
using OpenLedger.Training.Lora;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>
/// The generators over one base model, one for each adapter that speaks. One that has finished is kept for the next question; of
/// those the longest unused are let go, so that many adapters do not pile up in memory.
/// </summary>
internal sealed class GeneratorPool(BaseModel model) : IDisposable
{
    private const int MostKept = 8;
    private const string WeightsName = "adapter_model.safetensors";

    private readonly List<Kept> _kept = [];
    private readonly Lock _turning = new();

    public Loan Rent(string? adapterFolder)
    {
        // A run that goes on writes its adapter anew under the same name.
        var written = adapterFolder is null ? default : File.GetLastWriteTimeUtc(Path.Combine(adapterFolder, WeightsName));
        lock (_turning)
        {
            var place = _kept.FindLastIndex(kept => kept.Folder == adapterFolder && kept.Written == written);
            if (place >= 0)
            {
                var known = _kept[place];
                _kept.RemoveAt(place);
                return new Loan(this, known);
            }
        }

        using var adapter = adapterFolder is null ? null : Adapter.Read(adapterFolder, model.LinearModules);
        return new Loan(this, new Kept(adapterFolder, written, new Generator(model, adapter)));
    }

    public void Dispose()
    {
        lock (_turning)
        {
            _kept.ForEach(kept => kept.Generator.Dispose());
            _kept.Clear();
        }
    }

    private void GiveBack(Kept kept)
    {
        lock (_turning)
        {
            _kept.Add(kept);
            while (_kept.Count > MostKept)
            {
                _kept[0].Generator.Dispose();
                _kept.RemoveAt(0);
            }
        }
    }

    /// <summary>A generator in use.</summary>
    internal readonly struct Loan(GeneratorPool pool, Kept kept) : IDisposable
    {
        public Generator Generator => kept.Generator;

        public void Dispose() => pool.GiveBack(kept);
    }

    internal sealed record Kept(string? Folder, DateTime Written, Generator Generator);
}
