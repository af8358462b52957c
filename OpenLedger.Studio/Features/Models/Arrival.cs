using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Where something that is being added stands.</summary>
public enum ArrivalStage
{
    Waiting,
    Unpacking,
    Copying,
    Checking,

    /// <summary>Sound, and waits for a person's last word.</summary>
    Ready,
    Failed,
    Added,
}

/// <summary>What is wished for: a zip file or a folder on this computer, as a model or as an adapter of one.</summary>
public sealed record ArrivalWish(string OwnerId, string Source)
{
    public UploadedFile? Upload { get; init; }

    public string? LocalFolder { get; init; }

    /// <summary>Share the files with the folder instead of copying them.</summary>
    public bool Link { get; init; }

    /// <summary>The base model, where it is an adapter that arrives.</summary>
    public string? ModelId { get; init; }

    public bool IsAdapter => ModelId is not null;
}

/// <summary>A template of the list for a model: whether its tokenizer knows the marks, and how a conversation looks.</summary>
public sealed record TemplateOffer(TrainingTemplate Template, bool Fits, TemplatePreview Preview);

/// <summary>What was found out about something that is sound.</summary>
public sealed record ArrivalFindings(string Name, string HubName)
{
    public string Family { get; init; } = string.Empty;

    public long Parameters { get; init; }

    public int Context { get; init; }

    public string? Licence { get; init; }

    public string? Tokenizer { get; init; }

    /// <summary>Where its own chat template stands; null where it brings none.</summary>
    public string? OwnTemplate { get; init; }

    /// <summary>A conversation as its own template writes it.</summary>
    public TemplatePreview? OwnPreview { get; init; }

    /// <summary>The templates that can be chosen.</summary>
    public IReadOnlyList<TemplateOffer> Templates { get; init; } = [];

    /// <summary>The template of the studio's list that fits its tokenizer best.</summary>
    public string SuggestedTemplate { get; init; } = string.Empty;

    /// <summary>How a conversation is written with a template of the list, or with its own (null).</summary>
    public TemplatePreview? PreviewOf(string? templateId) =>
        templateId is null ? OwnPreview : Templates.FirstOrDefault(offer => offer.Template.Id == templateId)?.Preview;

    public int? Rank { get; init; }

    public double? Alpha { get; init; }

    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>The base model that an adapter says it was made for.</summary>
    public string? BaseModel { get; init; }

    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <summary>Something that is being added. It is a picture of a moment: ask for it again to see it move.</summary>
public sealed record Arrival(string Id, ArrivalWish Wish, DateTimeOffset BegunAt)
{
    public ArrivalStage Stage { get; init; }

    public long Done { get; init; }

    public long Total { get; init; }

    internal Sentence? Problem { get; init; }

    public ArrivalFindings? Findings { get; init; }

    /// <summary>The model or adapter that it became.</summary>
    public string? AddedId { get; init; }

    public bool IsUnderway => Stage is ArrivalStage.Waiting or ArrivalStage.Unpacking or ArrivalStage.Copying or ArrivalStage.Checking;
}
