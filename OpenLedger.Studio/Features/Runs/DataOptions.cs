using OpenLedger.Studio.Features.Data;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The sets of examples that a person can train on, and the files that a recipe names for them.</summary>
internal sealed class DataOptions(StarterSetDesk starter)
{
    /// <summary>The id of the bundled set.</summary>
    public const string Starter = "starter";

    public IReadOnlyList<DataOption> All()
    {
        var set = starter.Read();
        return [new DataOption(Starter, StarterSet.Subject, set.Entries.Count) { Problem = set.Problem }];
    }

    /// <summary>The file of a set.</summary>
    public string FileOf(string id) => starter.EntriesPath;

    /// <summary>The questions that tell whether it was learned; null where the set has none.</summary>
    public string? QuestionsOf(string id) => id == Starter ? starter.QuestionsPath : null;
}
