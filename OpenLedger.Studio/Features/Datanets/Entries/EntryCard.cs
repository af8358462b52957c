using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>What the studio keeps of an entry beside its text.</summary>
public sealed record EntryCard
{
    /// <summary>All that the rules know of it.</summary>
    public required EntryStanding Standing { get; init; }

    public string Licence { get; init; } = "";

    /// <summary>When its author agreed to give it under the licence.</summary>
    public DateTimeOffset? ConsentAt { get; init; }

    /// <summary>What the gates saw in the text that was handed in last: their findings as JSON.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>The accepted entry that it improves: it takes that one's place when it is accepted.</summary>
    public string? Improves { get; init; }

    /// <summary>The file that an import brought it from, with its row.</summary>
    public string? Origin { get; init; }

    /// <summary>What its author says to the reviewers; null where they say nothing, and once they took it back.</summary>
    public string? Note { get; init; }

    public static EntryCard Read(string json) => DatanetJson.Read<EntryCard>(json);

    public string Json() => DatanetJson.Write(this);
}
