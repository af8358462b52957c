using System.Text;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// A well-known way to write conversations down, for models that bring none of their own. Each marks what the model learns to say.
/// </summary>
/// <param name="Id">The name of its file.</param>
/// <param name="Title">What the field calls it.</param>
/// <param name="Marks">Tokens that a tokenizer made for it has as one piece each.</param>
public sealed record TrainingTemplate(string Id, string Title, params IReadOnlyList<string> Marks)
{
    private const string Folder = "OpenLedger.Studio.Features.Models.Templates.";

    /// <summary>All of them; the one for every model comes last.</summary>
    public static IReadOnlyList<TrainingTemplate> All { get; } =
    [
        new("chatml", "ChatML", "<|im_start|>", "<|im_end|>"),
        new("llama-3", "Llama 3", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
        new("llama-2", "Llama 2", "<s>", "</s>", "<unk>") { Roles = ["bos_token", "eos_token"] },
        new("mistral", "Mistral", "[INST]", "[/INST]") { Roles = ["bos_token", "eos_token"] },
        new("question", "### Question") { Roles = ["eos_token"] },
    ];

    /// <summary>Tokens that the tokenizer must have under these names.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The Jinja text.</summary>
    public string Source { get; } = Read(Id);

    public static TrainingTemplate? Find(string id) => All.FirstOrDefault(template => template.Id == id);

    /// <summary>The one that fits a tokenizer best: the first all of whose marks it knows.</summary>
    public static TrainingTemplate For(HubTokenizer tokenizer) => All.First(template => template.Id == "question" || template.Fits(tokenizer));

    /// <summary>Whether the tokenizer knows every mark as one piece: else the model would have to learn to spell them.</summary>
    public bool Fits(HubTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return Marks.All(mark => tokenizer.IdOf(mark) is not null) && Roles.All(tokenizer.NamedTokens.ContainsKey);
    }

    public ChatTemplate Parse() => ChatTemplate.Parse(Source, $"{Id}.jinja");

    private static string Read(string id)
    {
        using var stream = typeof(TrainingTemplate).Assembly.GetManifestResourceStream($"{Folder}{id}.jinja")
            ?? throw new InvalidOperationException($"The template {id} is not in the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
