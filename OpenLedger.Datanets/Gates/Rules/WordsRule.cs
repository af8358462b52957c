using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G02 and G06: nothing is said, or the same twice.</summary>
internal static class WordsRule
{
    private const int LeastSigns = 3;

    public static void Check(Examined entry, CanonicalEntry canonical)
    {
        var parts = entry.Content.Parts;
        var lastPrompt = -1;
        for (var part = 0; part < parts.Count; part++)
        {
            switch (parts[part].Role)
            {
                case PartRole.Prompt:
                    lastPrompt = part;
                    CheckPrompt(entry, part, canonical.Texts[part]);
                    break;
                case PartRole.Response or PartRole.Rejected or PartRole.Passage:
                    CheckAnswer(entry, part, canonical, lastPrompt);
                    break;
            }
        }

        CheckPreference(entry, canonical);
    }

    private static void CheckPrompt(Examined entry, int part, CanonicalText text)
    {
        if (text.Words.Length + text.Symbols.Length < LeastSigns || text.Words.Length == 0)
        {
            entry.Add(GateRule.Empty, Severity.Block, part, new FindingText(FindingWords.PromptEmpty, entry.Content.Parts[part].Field), new FindingText(FindingWords.WriteAPrompt));
        }
    }

    private static void CheckAnswer(Examined entry, int part, CanonicalEntry canonical, int prompt)
    {
        var field = entry.Content.Parts[part].Field;
        if (string.IsNullOrWhiteSpace(entry.Content.Parts[part].Text))
        {
            entry.Add(GateRule.Empty, Severity.Block, part, new FindingText(FindingWords.AnswerEmpty, field), new FindingText(FindingWords.WriteAnAnswer));
        }
        else if (prompt >= 0 && SayTheSame(canonical.Texts[part], canonical.Texts[prompt]))
        {
            entry.Add(GateRule.Echo, Severity.Block, part, new FindingText(FindingWords.AnswerIsPrompt, field), new FindingText(FindingWords.WriteYourOwn));
        }
    }

    private static void CheckPreference(Examined entry, CanonicalEntry canonical)
    {
        if (entry.Content.Kind == EntryKind.Preference && SayTheSame(canonical.Texts[^1], canonical.Texts[^2]))
        {
            entry.Add(GateRule.Echo, Severity.Block, canonical.Texts.Count - 1, new FindingText(FindingWords.AnswersAreEqual), new FindingText(FindingWords.LetThemDiffer));
        }
    }

    private static bool SayTheSame(CanonicalText one, CanonicalText other) => !one.IsEmpty && one.Words == other.Words && one.Symbols == other.Symbols;
}
