using OpenLedger.Datanets.Gates.Sensitive;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G08 and G09: keys and passwords, and personal data of a fixed form. What was found is never repeated in the finding.</summary>
internal static class SensitiveRule
{
    public static void Check(Examined entry)
    {
        List<FindingPlace>? secrets = null;
        List<FindingPlace>? data = null;
        var kinds = new SortedSet<SensitiveKind>();
        for (var part = 0; part < entry.Content.Parts.Count; part++)
        {
            foreach (var (kind, span) in SensitiveText.Find(entry.Content.Parts[part].Text))
            {
                if (kind == SensitiveKind.Secret)
                {
                    (secrets ??= []).Add(entry.Place(part, span));
                }
                else
                {
                    (data ??= []).Add(entry.Place(part, span));
                    kinds.Add(kind);
                }
            }
        }

        if (secrets is not null)
        {
            Add(entry, GateRule.Secret, Severity.Block, secrets, new FindingText(FindingWords.SecretFound, secrets.Count), FindingWords.RedactSecrets, canRedact: true);
        }

        if (data is not null)
        {
            var isFew = data.Count <= entry.Rules.MostRedactions;
            var severity = entry.Rules.PersonalData == PersonalDataPolicy.Strict ? Severity.Block : Severity.Flag;
            var cause = new FindingText(FindingWords.PersonalDataFound, string.Join(", ", kinds.Select(Redaction.PlaceholderOf)));
            Add(entry, GateRule.PersonalData, severity, data, cause, isFew ? FindingWords.RedactData : FindingWords.RewriteWithoutData, isFew);
        }
    }

    private static void Add(Examined entry, string rule, Severity severity, List<FindingPlace> places, FindingText cause, string nextStep, bool canRedact) =>
        entry.Add(new Finding(rule, severity, cause, new FindingText(nextStep))
        {
            Places = [.. places.Take(Finding.MostPlaces)],
            Evidence = new FindingEvidence { Measured = places.Count, Limit = rule == GateRule.PersonalData ? entry.Rules.MostRedactions : null },
            Fix = canRedact ? FindingFix.Redact : null,
        });
}
