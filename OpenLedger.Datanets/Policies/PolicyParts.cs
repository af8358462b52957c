namespace OpenLedger.Datanets.Policies;

/// <summary>What someone must show before they may review.</summary>
/// <param name="Items">How many known items they judge.</param>
/// <param name="MinAccuracy">The least share that they must judge right.</param>
public sealed record QualificationPolicy(int Items, double MinAccuracy);

/// <summary>How often a reviewer is given an item whose right verdict is known (gold).</summary>
/// <param name="Base">The share among the first items.</param>
/// <param name="AfterN">How many items count as the first.</param>
/// <param name="Then">The share afterwards.</param>
/// <param name="LowAccuracy">The share while accuracy is low or items are decided faster than they can be read.</param>
/// <param name="Max">The largest share.</param>
public sealed record GoldPolicy(double Base, int AfterN, double Then, double LowAccuracy, double Max);

/// <summary>When two entries count as the same.</summary>
/// <param name="Shingle">What is compared: <c>c5</c>, runs of five characters of the canonical form.</param>
/// <param name="Bands">Bands of the MinHash index.</param>
/// <param name="Rows">Rows a band.</param>
/// <param name="Dup">Jaccard similarity from which a pair is a duplicate.</param>
/// <param name="Flag">Jaccard similarity from which a pair is shown as similar.</param>
/// <param name="Containment">Share of the shorter text found in the longer from which a pair is a duplicate.</param>
/// <param name="NumberGuard">True: the same words with other numbers are a variant, not a duplicate.</param>
/// <param name="MaxResponsesPerPrompt">How many different answers to one prompt are taken.</param>
public sealed record DuplicatePolicy(string Shingle, int Bands, int Rows, double Dup, double Flag, double Containment, bool NumberGuard, int MaxResponsesPerPrompt);

/// <summary>What the gate for personal data does with a finding.</summary>
public enum PersonalDataRule
{
    /// <summary>Shows it and offers to redact it.</summary>
    Redact,

    /// <summary>Does not let the entry pass.</summary>
    Strict,
}

/// <summary>How the gates are set.</summary>
/// <param name="PersonalData">What happens with e-mail addresses, telephone numbers and the like.</param>
/// <param name="ContaminationWords">How many words in a row are compared with evaluation sets.</param>
/// <param name="ContaminationBlock">Share of an evaluation item's runs of words from which an entry does not pass.</param>
/// <param name="Languages">The languages that entries may have, as ISO 639-1 codes; empty: any.</param>
/// <param name="AdviceOnly">True: findings are shown and hold nothing back.</param>
public sealed record GatePolicy(PersonalDataRule PersonalData, int ContaminationWords, double ContaminationBlock, IReadOnlyList<string> Languages, bool AdviceOnly)
{
    /// <inheritdoc/>
    public bool Equals(GatePolicy? other) => other is not null
        && (PersonalData, ContaminationWords, ContaminationBlock, AdviceOnly) == (other.PersonalData, other.ContaminationWords, other.ContaminationBlock, other.AdviceOnly)
        && Languages.SequenceEqual(other.Languages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PersonalData, ContaminationWords, ContaminationBlock, AdviceOnly, Languages.Count);
}

/// <summary>How much one contributor may bring.</summary>
/// <param name="PerDay">Entries a day by tier, before the multiplier for the backlog.</param>
/// <param name="WorkInProgress">Entries that may be open (not finally decided) at once, by tier.</param>
/// <param name="BytesPerDay">Bytes a day by tier.</param>
public sealed record QuotaPolicy(PerTier PerDay, PerTier WorkInProgress, PerTier BytesPerDay);
