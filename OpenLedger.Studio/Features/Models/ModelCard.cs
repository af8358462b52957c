using System.Text.Json;

namespace OpenLedger.Studio.Features.Models;

/// <summary>A file of a model as it was when the model was added: what is changed later is noticed.</summary>
public sealed record ModelFile(string Path, long Length, DateTimeOffset Changed);

/// <summary>What the studio remembers of a model that was added, beside its row.</summary>
public sealed record ModelCard
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public string? HubName { get; init; }

    /// <summary>The folder or the file that it came from.</summary>
    public string? Source { get; init; }

    /// <summary>The template of the studio's list that was chosen; null where it brought its own.</summary>
    public string? Template { get; init; }

    public IReadOnlyList<ModelFile> Files { get; init; } = [];

    /// <summary>Files that came along and were not taken.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public static ModelCard Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelCard>(json, Form) ?? new ModelCard();
        }
        catch (JsonException)
        {
            return new ModelCard();
        }
    }

    public string Write() => JsonSerializer.Serialize(this, Form);
}
