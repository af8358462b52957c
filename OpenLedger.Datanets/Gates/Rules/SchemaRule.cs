using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G01 and G03: the form, the turns, the category and the size.</summary>
internal static class SchemaRule
{
    public static void Check(Examined entry)
    {
        var (rules, content) = (entry.Rules, entry.Content);
        if (content.Kind != rules.Kind)
        {
            Block(entry, GateRule.Schema, new FindingText(FindingWords.OtherForm), FindingWords.WriteInItsForm);
        }

        if (content.Kind == EntryKind.Conversation && (content.Parts.Count == 0 || content.Parts[^1].Role != PartRole.Response || !content.Parts.Any(part => part.Role == PartRole.Prompt)))
        {
            Block(entry, GateRule.Schema, new FindingText(FindingWords.NoAnswerAtTheEnd), FindingWords.EndWithAnAnswer);
        }

        CheckCategory(entry);
        CheckSize(entry);
    }

    private static void CheckCategory(Examined entry)
    {
        if (entry.Rules.Categories.Count == 0)
        {
            return;
        }

        if (string.IsNullOrEmpty(entry.Category))
        {
            Block(entry, GateRule.Schema, new FindingText(FindingWords.CategoryMissing), FindingWords.ChooseACategory);
        }
        else if (!entry.Rules.Categories.Contains(entry.Category, StringComparer.Ordinal))
        {
            Block(entry, GateRule.Schema, new FindingText(FindingWords.CategoryUnknown, entry.Category), FindingWords.ChooseACategory);
        }
    }

    private static void CheckSize(Examined entry)
    {
        var (rules, content) = (entry.Rules, entry.Content);
        if (content.Characters is var characters && characters > rules.MostCharacters)
        {
            Block(entry, GateRule.Size, new FindingText(FindingWords.EntryTooLong, characters, rules.MostCharacters), FindingWords.Shorten);
        }

        if (content.Parts.Count > rules.MostMessages)
        {
            Block(entry, GateRule.Size, new FindingText(FindingWords.TooManyMessages, content.Parts.Count, rules.MostMessages), FindingWords.Shorten);
            return;
        }

        for (var part = 0; part < content.Parts.Count; part++)
        {
            if (content.Parts[part].Text.Length is var length && length > rules.MostFieldCharacters)
            {
                entry.Add(
                    GateRule.Size,
                    Severity.Block,
                    part,
                    new FindingText(FindingWords.FieldTooLong, content.Parts[part].Field, length, rules.MostFieldCharacters),
                    new FindingText(FindingWords.Shorten),
                    new FindingEvidence { Measured = length, Limit = rules.MostFieldCharacters });
            }
        }
    }

    private static void Block(Examined entry, string rule, FindingText cause, string nextStep) =>
        entry.Add(new Finding(rule, Severity.Block, cause, new FindingText(nextStep)));
}
