using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates.Rules;
using OpenLedger.Datanets.Gates.Sensitive;

namespace OpenLedger.Datanets.Gates;

/// <summary>Does what a finding offers to do. What is repaired once needs the same repair no more.</summary>
public static class Repairs
{
    /// <summary>The entry after a repair.</summary>
    public static EntryContent Apply(EntryContent content, FindingFix fix, GateRules rules)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(rules);
        return content.With(part => fix switch
        {
            FindingFix.RemoveControls => ControlRule.Without(part.Text),
            FindingFix.RemoveTemplateSigns => TemplateSigns.Without(part.Text, rules.SpecialTokens),
            _ => Redaction.Of(part.Text),
        });
    }
}
