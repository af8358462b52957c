using System.Buffers.Binary;
using System.Text.Json;

namespace OpenLedger.Browser.Tests;

/// <summary>A finished run of nano-llama as it lies on the disk, with an adapter that nobody trained: its second matrices are waves.</summary>
internal static class TrainedRun
{
    public const string Id = "20260101-120000-abcd";
    public const string Title = "Bellmar, first try";

    private const int Layers = 6;
    private const int Hidden = 160;
    private const int Rank = 2;

    private static readonly (string Name, int Width)[] Modules = [("q_proj", 160), ("v_proj", 32)];

    /// <summary>Lays it into a data folder before the studio starts, which finds it there.</summary>
    public static void LayInto(string dataFolder)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, "runs", Id)).FullName;
        File.WriteAllText(Path.Combine(folder, "run.json"), JsonSerializer.Serialize(new
        {
            id = Id, title = Title, model = "nano-llama", state = "finished", createdAt = "2026-01-01T12:00:00Z", queuedAt = "2026-01-01T12:00:00Z", examples = 200, step = 20, totalSteps = 20,
        }));
        File.WriteAllText(Path.Combine(folder, "adapter_config.json"), JsonSerializer.Serialize(new
        {
            peft_type = "LORA", task_type = "CAUSAL_LM", r = Rank, lora_alpha = 10, target_modules = Modules.Select(module => module.Name),
        }));
        File.WriteAllBytes(Path.Combine(folder, "adapter_model.safetensors"), Weights());
    }

    private static byte[] Weights()
    {
        var header = new Dictionary<string, object>();
        var numbers = new List<float>();
        foreach (var layer in Enumerable.Range(0, Layers))
        {
            foreach (var (name, width) in Modules)
            {
                Add("lora_A", Rank, Hidden, 0.1f);
                Add("lora_B", width, Rank, 0.4f);

                void Add(string matrix, int rows, int columns, float height)
                {
                    var start = numbers.Count * sizeof(float);
                    numbers.AddRange(Enumerable.Range(0, rows * columns).Select(place => MathF.Sin(place + layer) * height));
                    header[$"base_model.model.model.layers.{layer}.self_attn.{name}.{matrix}.weight"] =
                        new { dtype = "F32", shape = new[] { rows, columns }, data_offsets = new[] { start, numbers.Count * sizeof(float) } };
                }
            }
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. numbers.SelectMany(BitConverter.GetBytes)];
    }
}
