using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates.Languages;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G15: an answer that seems to be written in another language than those of the Datanet. A prompt may be: translations begin so.</summary>
internal static class LanguageRule
{
    private static readonly HashSet<string> Known = [.. LanguageGuesser.Known];

    public static void Check(Examined entry)
    {
        var expected = entry.Rules.LanguageCodes;
        if (expected.Length == 0 || !Array.TrueForAll(expected, Known.Contains))
        {
            return;
        }

        var answers = entry.Content.Parts.Where(part => part.Role is PartRole.Response or PartRole.Passage).Select(part => part.Text);
        if (LanguageGuesser.Guess(answers, expected) is { Margin: >= LanguageGuesser.LeastMargin } guess)
        {
            entry.Add(new Finding(GateRule.Language, Severity.Flag, new FindingText(FindingWords.OtherLanguage, guess.Language, string.Join(", ", expected)), new FindingText(FindingWords.CheckTheLanguage))
            {
                Evidence = new FindingEvidence { Measured = guess.Margin, Limit = LanguageGuesser.LeastMargin },
            });
        }
    }
}
