using OpenLedger.Datanets.Duplicates;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G07 and G11: copies, near-copies, and entries that share a prompt or an answer with others.</summary>
internal static class CopyRule
{
    private const int Percent = 100;
    private const int MostTold = 5;

    /// <summary>The findings of what the index knows of an entry.</summary>
    public static IEnumerable<Finding> Findings(DuplicateAnswer answer, GateRules rules)
    {
        foreach (var match in answer.Matches.Where(match => match.Kind != MatchKind.AlternativeResponse).Take(MostTold))
        {
            yield return Of(match, rules);
        }

        if (answer.AlternativeResponses > 0 && answer.Matches.FirstOrDefault(match => match.Kind == MatchKind.AlternativeResponse) is { Kind: MatchKind.AlternativeResponse } other)
        {
            yield return Alternatives(other, answer.AlternativeResponses, rules);
        }

        if (answer.FollowsAPattern)
        {
            yield return new Finding(GateRule.NearCopy, Severity.Flag, new FindingText(FindingWords.Pattern), new FindingText(FindingWords.VaryThePattern));
        }
    }

    private static Finding Of(DuplicateMatch match, GateRules rules)
    {
        var (rule, severity, cause, next) = match.Kind switch
        {
            MatchKind.Same => (GateRule.Copy, Severity.Block, new FindingText(FindingWords.SameEntry), FindingWords.OpenTheOther),
            MatchKind.Duplicate when match.Jaccard >= rules.Duplicates.DuplicateAt => (GateRule.NearCopy, Severity.Flag, new FindingText(FindingWords.NearCopy, (int)(match.Jaccard * Percent)), FindingWords.ChooseWhatToDo),
            MatchKind.Duplicate => (GateRule.NearCopy, Severity.Flag, new FindingText(FindingWords.PartOfOther, (int)(match.Containment * Percent)), FindingWords.ChooseWhatToDo),
            MatchKind.Variant => (GateRule.NearCopy, Severity.Info, new FindingText(FindingWords.OtherNumbers), FindingWords.NothingToDo),
            MatchKind.SameResponse => (GateRule.NearCopy, Severity.Flag, new FindingText(FindingWords.SameAnswer), FindingWords.CheckTheAnswer),
            _ => (GateRule.NearCopy, Severity.Info, new FindingText(FindingWords.Similar, (int)(match.Jaccard * Percent)), FindingWords.NothingToDo),
        };
        return With(match, new Finding(rule, severity, cause, new FindingText(next)));
    }

    private static Finding Alternatives(DuplicateMatch other, int count, GateRules rules) => With(other, count >= rules.MostResponsesPerPrompt
        ? new Finding(GateRule.NearCopy, Severity.Flag, new FindingText(FindingWords.EnoughAnswers, count, rules.MostResponsesPerPrompt), new FindingText(FindingWords.AskAnother))
        : new Finding(GateRule.NearCopy, Severity.Info, new FindingText(FindingWords.OtherAnswer), new FindingText(FindingWords.NothingToDo)));

    private static Finding With(DuplicateMatch match, Finding finding) => finding with { Evidence = new FindingEvidence { Match = match, Measured = match.Jaccard } };
}
