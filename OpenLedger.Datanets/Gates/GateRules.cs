using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Gates;

/// <summary>What one Datanet asks of its entries before a person looks at them.</summary>
public sealed record GateRules
{
    /// <summary>The form of its entries.</summary>
    public EntryKind Kind { get; init; } = EntryKind.PromptResponse;

    /// <summary>Its categories; where there are none, an entry needs none.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Its languages (ISO 639-1: <c>en</c>, <c>de</c>); empty for any. One that is not known here silences the rule.</summary>
    public IReadOnlyList<string> Languages
    {
        get;
        init
        {
            field = value;
            LanguageCodes = [.. value.Select(language => language.Split('-')[0].ToLowerInvariant())];
        }
    }

    = [];

    /// <summary>The languages without their regions.</summary>
    internal string[] LanguageCodes { get; private init; } = [];

    /// <summary>How many characters (UTF-16 units) an entry may have.</summary>
    public int MostCharacters { get; init; } = 32_000;

    /// <summary>How many characters a single field may have.</summary>
    public int MostFieldCharacters { get; init; } = 32_000;

    /// <summary>How many messages a conversation may have.</summary>
    public int MostMessages { get; init; } = 200;

    /// <summary>What becomes of personal data.</summary>
    public PersonalDataPolicy PersonalData { get; init; } = PersonalDataPolicy.Redact;

    /// <summary>Up to how many pieces of personal data placeholders are offered for; more need a person.</summary>
    public int MostRedactions { get; init; } = 5;

    /// <summary>From which share of an evaluation question an entry is a leak.</summary>
    public double ContaminationBlock { get; init; } = 0.20;

    /// <summary>How many words in a row are compared with evaluation questions: whoever fills an index for these rules makes it so.</summary>
    public int ContaminationWords { get; init; } = ContaminationIndex.UsualWords;

    /// <summary>How many answers to the same prompt are welcome.</summary>
    public int MostResponsesPerPrompt { get; init; } = 3;

    /// <summary>Further signs that must not stand in an entry: the special tokens of the models that the studio trains.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    /// <summary>When two entries count as near-copies. Taken over when the index is made.</summary>
    public DuplicateOptions Duplicates { get; init; } = new();
}
