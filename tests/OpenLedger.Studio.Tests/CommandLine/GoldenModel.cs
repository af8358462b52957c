using System.Text.Json.Nodes;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Studio.Tests.CommandLine;

/// <summary>A reference model of the goldens: weights of chance without a tokenizer, and what transformers and PEFT make of them.</summary>
internal sealed class GoldenModel(string name)
{
    public string Model => Checkout.Golden("models", name, "model");

    public string StartingAdapter => Checkout.Golden("models", name, "adapter-init");

    public string TrainedAdapter => Checkout.Golden("models", name, "adapter-trained");

    public JsonObject Facts { get; } = JsonNode.Parse(File.ReadAllText(Checkout.Golden("models", name, "golden.json")))!.AsObject();

    public double[] Numbers(string field) => [.. Facts[field]!.AsArray().Select(number => number!.GetValue<double>())];

    public long[][] Rows(string tensor)
    {
        using var file = SafetensorsFile.Open(Checkout.Golden("models", name, "golden.safetensors"));
        using var rows = file.Read(tensor);
        using var wide = rows.to(TorchSharp.torch.ScalarType.Int64);
        var values = wide.data<long>().ToArray();
        return [.. values.Chunk((int)rows.shape[1])];
    }

    public float[] Values(string tensor)
    {
        using var file = SafetensorsFile.Open(Checkout.Golden("models", name, "golden.safetensors"));
        using var values = file.Read(tensor);
        return values.data<float>().ToArray();
    }

    /// <summary>The two rows as already tokenised lines.</summary>
    public string DataLines() => string.Concat(Rows("input_ids").Zip(Rows("labels")).Select(row =>
        new JsonObject { ["input_ids"] = ListOf(row.First), ["labels"] = ListOf(row.Second) }.ToJsonString() + "\n"));

    private static JsonArray ListOf(IEnumerable<long> values) => [.. values.Select(value => (JsonNode)value)];
}
