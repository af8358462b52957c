using System.Text.Json.Serialization;
using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Policies;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>One thing that a Datanet gathers.</summary>
/// <param name="Name">What it is called; "Cooking / Bread" lies under "Cooking".</param>
/// <param name="Description">What belongs there, in a line.</param>
/// <param name="Wanted">How many entries make it full; 0 where nobody counts.</param>
public sealed record DatanetCategory(string Name, string Description = "", int Wanted = 0);

/// <summary>An entry that shows how it is meant, or how not.</summary>
/// <param name="IsGood">Whether it is one to follow.</param>
/// <param name="Text">The entry.</param>
/// <param name="Why">What is good or bad about it.</param>
public sealed record WorkedExample(bool IsGood, string Text, string Why);

/// <summary>What a Datanet asks of its entries and how it decides about them; each change makes a new version.</summary>
public sealed record DatanetCard
{
    public string Purpose { get; init; } = "";

    /// <summary>Markdown.</summary>
    public string Guidelines { get; init; } = "";

    public IReadOnlyList<WorkedExample> Examples { get; init; } = [];

    public IReadOnlyList<DatanetCategory> Categories { get; init; } = [];

    public EntryKind Kind { get; init; } = EntryKind.PromptResponse;

    public IReadOnlyList<string> Licences { get; init; } = [];

    public IReadOnlyList<string> Languages { get; init; } = [];

    public PolicyPreset Preset { get; init; } = PolicyPreset.JustMe;

    /// <summary>Whether accounts that are used from one network count as one; said to everybody on the front page.</summary>
    public bool LinksNetworks { get; init; }

    /// <summary>The review policy in its canonical spelling.</summary>
    public string Policy { get; init; } = PolicyJson.Text(ReviewPolicy.OnePerson);

    /// <summary>The review policy; its version is the Datanet's.</summary>
    [JsonIgnore]
    public ReviewPolicy Rules => PolicyJson.Read(Policy).Policy;

    /// <summary>What the gates ask of an entry.</summary>
    [JsonIgnore]
    public GateRules Gates
    {
        get
        {
            var rules = Rules;
            return new GateRules
            {
                Kind = Kind,
                Categories = [.. Categories.Select(category => category.Name)],
                Languages = Languages,
                PersonalData = rules.Gates.PersonalData == PersonalDataRule.Strict ? PersonalDataPolicy.Strict : PersonalDataPolicy.Redact,
                ContaminationBlock = rules.Gates.ContaminationBlock,
                ContaminationWords = rules.Gates.ContaminationWords,
                MostResponsesPerPrompt = rules.Duplicates.MaxResponsesPerPrompt,
                Duplicates = Copies(rules.Duplicates),
            };
        }
    }

    public static DatanetCard Read(string json) => DatanetJson.Read<DatanetCard>(json);

    public string Json() => DatanetJson.Write(this);

    private static DuplicateOptions Copies(DuplicatePolicy policy) => new()
    {
        Bands = policy.Bands,
        Rows = policy.Rows,
        DuplicateAt = policy.Dup,
        SimilarAt = policy.Flag,
        ContainmentAt = policy.Containment,
        NumberGuard = policy.NumberGuard,
    };
}
