using System.Text.Json;

namespace OpenLedger.Studio.Features.Models;

/// <summary>What the studio remembers of an adapter beside its row.</summary>
public sealed record AdapterCard
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    /// <summary>The file that it came from, or the title of the run.</summary>
    public string? Source { get; init; }

    /// <summary>The step of a run that it is the state of.</summary>
    public int? Step { get; init; }

    public int Rank { get; init; }

    public double Alpha { get; init; }

    public IReadOnlyList<string> Modules { get; init; } = [];

    public long Parameters { get; init; }

    /// <summary>The base model that its file names.</summary>
    public string? BaseModel { get; init; }

    public string? Licence { get; init; }

    public static AdapterCard Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<AdapterCard>(json, Form) ?? new AdapterCard();
        }
        catch (JsonException)
        {
            return new AdapterCard();
        }
    }

    public string Write() => JsonSerializer.Serialize(this, Form);
}

/// <summary>Where an adapter came from.</summary>
public enum AdapterOrigin
{
    /// <summary>The result of a run.</summary>
    Run,

    /// <summary>Made elsewhere.</summary>
    Imported,

    /// <summary>What a run knew on its way, kept by a person as an adapter of its own.</summary>
    Kept,
}

/// <summary>An adapter that can be chatted with and taken away: what a run learned, or one that was made elsewhere.</summary>
/// <param name="Id">The id of the run, or its own.</param>
/// <param name="Name">What people call it.</param>
/// <param name="ModelId">The base model it belongs on.</param>
/// <param name="Folder">Where its two files lie.</param>
public sealed record StudioAdapter(string Id, string Name, string ModelId, string Folder)
{
    public AdapterOrigin Origin { get; init; }

    /// <summary>The run that made it; null where none of this studio did.</summary>
    public string? RunId { get; init; }

    /// <summary>The step of that run after which it was so; null: it is the result.</summary>
    public int? Step { get; init; }

    public string OwnerId { get; init; } = string.Empty;

    public bool IsShared { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public AdapterCard Card { get; init; } = new();

    /// <summary>The page that shows where it comes from.</summary>
    public string? Link => Origin == AdapterOrigin.Run ? $"/runs/{Id}" : null;

    /// <summary>The page on which it is chatted with.</summary>
    public string Chat => Origin == AdapterOrigin.Run ? $"/playground?run={Id}" : $"/playground?adapter={Id}";

    /// <summary>Where it can be fetched as a zip file.</summary>
    public string Download => Origin == AdapterOrigin.Run ? $"/runs/{Id}/adapter.zip" : $"/adapters/{Id}/adapter.zip";
}
