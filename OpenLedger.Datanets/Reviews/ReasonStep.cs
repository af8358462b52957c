namespace OpenLedger.Datanets.Reviews;

/// <summary>That a negative verdict never comes without a reason.</summary>
internal static class ReasonStep
{
    private const int MostReasons = 20;

    /// <summary>The refusal where a verdict lacks its reason; null where all is well.</summary>
    public static Step? Missing(Verdict verdict, IReadOnlyList<ReasonGiven> reasons)
    {
        if (reasons.Count > MostReasons || reasons.Any(reason => !reason.IsSound))
        {
            return Step.Refuse("reasons", "A reason is not known, its span is not one, or its note cannot be kept.", "Choose from the list, at most {0}, and write notes of at most {1} characters.", MostReasons, ReasonGiven.LongestNote);
        }

        return verdict == Verdict.Accept || reasons.Any(reason => ReasonCatalogue.Find(reason.Code)!.Verdict == verdict)
            ? null
            : Step.Refuse("no-reason", "This verdict needs at least one reason.", "Choose what the author can change or do: they see it with your note.");
    }
}
