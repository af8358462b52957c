using OpenLedger.Datanets.Contamination;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G10: a question that models are measured with.</summary>
internal static class LeakRule
{
    private const int Percent = 100;
    private const int MostTold = 3;

    public static void Add(Examined entry, IReadOnlyList<Leak> leaks)
    {
        foreach (var leak in leaks.Take(MostTold))
        {
            var isLeak = leak.Cover >= entry.Rules.ContaminationBlock;
            var cause = isLeak ? new FindingText(FindingWords.LeakBlocked, (int)(leak.Cover * Percent), leak.Set) : new FindingText(FindingWords.LeakFlagged, leak.Set);
            entry.Add(new Finding(GateRule.Contamination, isLeak ? Severity.Block : Severity.Flag, cause, new FindingText(isLeak ? FindingWords.WriteAnother : FindingWords.SayItYourself))
            {
                Places = [.. leak.Spans.Take(Finding.MostPlaces).Select(span => entry.Place(span.Part, span.Span))],
                Evidence = new FindingEvidence { Leak = leak, Measured = leak.Cover, Limit = entry.Rules.ContaminationBlock },
            });
        }
    }
}
