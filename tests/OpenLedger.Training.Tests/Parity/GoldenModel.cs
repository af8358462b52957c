using System.Text.Json;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Parity;

/// <summary>One model of <c>tests/goldens/models</c>, loaded, with what transformers and PEFT computed on it.</summary>
internal sealed class GoldenModel : IDisposable
{
    private readonly string _folder;
    private readonly SafetensorsFile _golden;

    public GoldenModel(string name, ScalarType precision = ScalarType.Float32)
    {
        _folder = Shelf.Golden("models", name);
        _golden = SafetensorsFile.Open(Path.Combine(_folder, "golden.safetensors"));
        Results = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "golden.json"))).RootElement;
        using var weights = ModelWeights.Open(Path.Combine(_folder, "model"));
        Config = BaseModelConfig.Read(Path.Combine(_folder, "model"));
        Model = ModelLoading.Load(weights, Config, precision, CPU, CancellationToken.None);
        Space = new Workspace(CPU);
        Pass = new LanguageModelPass(Model, Space);
    }

    public BaseModelConfig Config { get; }

    public CausalLanguageModel Model { get; }

    public Workspace Space { get; }

    public LanguageModelPass Pass { get; }

    public JsonElement Results { get; }

    public string AdapterFolder(string which) => Path.Combine(_folder, which);

    public Tensor Golden(string name) => _golden.Read(name);

    public bool Has(string name) => _golden.Tensors.ContainsKey(name);

    public IEnumerable<string> Names(string prefix) => _golden.Tensors.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    public Adapter Adapter(string which) => OpenLedger.Training.Lora.Adapter.Read(AdapterFolder(which), CheckpointLayout.LinearModules(Config));

    /// <summary>The rows of <c>input_ids</c>, each a document, with the labels' flags.</summary>
    public (int[] Ids, bool[] Learned)[] Rows()
    {
        using var ids = Golden("input_ids");
        using var labels = Golden("labels");
        var (idData, labelData, columns) = (Numbers(ids), Numbers(labels), (int)ids.size(1));
        return [.. Enumerable.Range(0, (int)ids.size(0)).Select(row =>
            (idData[(row * columns)..((row + 1) * columns)], labelData[(row * columns)..((row + 1) * columns)].Select(label => label >= 0).ToArray()))];
    }

    public PackedTokens Packed() => PackedTokens.Of([.. Rows().Select(row => (row.Ids, (bool[]?)row.Learned))]);

    public void Dispose()
    {
        Space.Dispose();
        Model.Dispose();
        _golden.Dispose();
    }

    public static int[] Numbers(Tensor tensor) => [.. tensor.to(ScalarType.Int64).data<long>().ToArray().Select(value => (int)value)];
}
