using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>An entry under examination, and what was found so far.</summary>
internal sealed class Examined(GateRules rules, EntryContent content, string? category)
{
    private readonly List<Finding> _findings = [];

    public GateRules Rules => rules;

    public EntryContent Content => content;

    public string? Category => category;

    /// <summary>What was found.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>True where the entry does not go on as it is.</summary>
    public bool IsBlocked => _findings.Exists(finding => finding.Severity == Severity.Block);

    public void Add(Finding finding) => _findings.Add(finding);

    /// <summary>Notes a finding about one piece of a part.</summary>
    public void Add(string rule, Severity severity, int part, TextSpan span, FindingText cause, FindingText nextStep, FindingEvidence? evidence = null) =>
        Add(new Finding(rule, severity, cause, nextStep) { Places = [Place(part, span)], Evidence = evidence ?? FindingEvidence.None });

    /// <summary>Notes a finding about a whole part.</summary>
    public void Add(string rule, Severity severity, int part, FindingText cause, FindingText nextStep, FindingEvidence? evidence = null) =>
        Add(rule, severity, part, new TextSpan(0, content.Parts[part].Text.Length), cause, nextStep, evidence);

    public FindingPlace Place(int part, TextSpan span) => new(part, content.Parts[part].Field, span);
}
