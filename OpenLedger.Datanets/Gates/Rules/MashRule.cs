using System.Collections.Frozen;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates.Languages;
using OpenLedger.Datanets.Gates.Letters;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G14: letters that follow each other neither as in this Datanet nor as in any known language.</summary>
internal static class MashRule
{
    /// <summary>The mean logarithm below which letters are taken for random ones; random keys lie below -4.9, formulas above -4.8 (docs/experiments).</summary>
    public const double Limit = -4.3;

    private const int LeastLetters = 24;
    private const double LeastShare = 0.5;

    // Languages in other letters would foresee all Latin ones alike.
    private static readonly Lazy<FrozenDictionary<string, LetterModel>> Languages = new(() => LanguageProfiles.Texts
        .Where(pair => pair.Key is not ("ru" or "uk"))
        .ToFrozenDictionary(pair => pair.Key, pair => new LetterCounts([pair.Key]).Model));

    public static void Check(Examined entry, CanonicalEntry canonical, LetterModel model)
    {
        for (var part = 0; part < canonical.Texts.Count; part++)
        {
            var words = canonical.Texts[part].Words;
            var (mean, letters) = model.Score(words);
            if (letters >= LeastLetters && letters >= LeastShare * words.Length && mean < Limit && Languages.Value.Values.All(language => language.Score(words).Mean < Limit))
            {
                entry.Add(
                    GateRule.Mash,
                    Severity.Flag,
                    part,
                    new FindingText(FindingWords.LettersAtRandom),
                    new FindingText(FindingWords.WriteWords),
                    new FindingEvidence { Measured = mean, Limit = Limit });
            }
        }
    }
}
