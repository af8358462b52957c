using System.Collections.Concurrent;
using System.Text.Json;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Tests.Tokenization;

/// <summary>The thirteen vocabularies that there are reference results for, each loaded once.</summary>
internal static class Vocabularies
{
    private static readonly ConcurrentDictionary<string, Lazy<HubTokenizer>> Loaded = new(StringComparer.Ordinal);

    public static TheoryData<string> All { get; } =
    [
        "deepseek-coder", "deepseek-llm", "llama2", "llama3", "minimind", "mistral-7b-v0.3", "nano-deepseek", "nano-llama", "nano-mistral",
        "nano-qwen", "phi3", "qwen2.5", "qwen3",
    ];

    /// <summary>Those of our own models, which are in this repository.</summary>
    public static TheoryData<string> Own { get; } = ["nano-deepseek", "nano-llama", "nano-mistral", "nano-qwen"];

    public static HubTokenizer Load(string name)
    {
        var folder = Folder(name);
        return Loaded.GetOrAdd(name, _ => new Lazy<HubTokenizer>(() => HubTokenizer.Load(folder))).Value;
    }

    public static string Folder(string name) => name switch
    {
        "nano-deepseek" => Shelf.Golden("nano-deepseek"),
        "nano-llama" or "nano-mistral" or "nano-qwen" => Path.Combine(Shelf.Models, name),
        "minimind" => Shelf.Fixture("minimind-tokenizer"),
        "phi3" => Shelf.Fixture("phi3-tokenizer"),
        "mistral-7b-v0.3" => Shelf.Fixture(name),
        _ => Shelf.Fixture("tokenizers", name),
    };

    public static JsonElement Golden(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Shelf.Golden("tokenizers", name + ".json"))).RootElement;

    public static int[] Ids(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>Every text of a vocabulary's reference results.</summary>
    public static IEnumerable<string> Texts(string name) => Golden(name).GetProperty("encode").EnumerateArray().Select(entry => entry.Text("text"));
}
