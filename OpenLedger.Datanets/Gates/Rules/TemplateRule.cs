namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G05: signs of chat templates, with which an entry could speak in another's name once it is put into a template.</summary>
internal static class TemplateRule
{
    public static void Check(Examined entry)
    {
        List<FindingPlace>? places = null;
        for (var part = 0; part < entry.Content.Parts.Count; part++)
        {
            var text = entry.Content.Parts[part].Text;
            if (!TemplateSigns.MayBeIn(text, entry.Rules.SpecialTokens))
            {
                continue;
            }

            foreach (var span in TemplateSigns.Find(text, entry.Rules.SpecialTokens).Take(Finding.MostPlaces))
            {
                (places ??= []).Add(entry.Place(part, span));
            }
        }

        if (places is null)
        {
            return;
        }

        var first = places[0];
        entry.Add(new Finding(
            GateRule.Template,
            Severity.Block,
            new FindingText(FindingWords.TemplateSign, first.Span.Of(entry.Content.Parts[first.Part].Text)),
            new FindingText(FindingWords.RemoveSigns))
        {
            Places = [.. places.Take(Finding.MostPlaces)],
            Fix = FindingFix.RemoveTemplateSigns,
        });
    }
}
