namespace OpenLedger.Datanets.Reviews;

/// <summary>What a reason says to an author; all texts are English keys for translations.</summary>
/// <param name="Code">The code that is kept with the decision.</param>
/// <param name="Verdict">The verdict that it is a reason for.</param>
/// <param name="Title">A few words for a button.</param>
/// <param name="What">What was found, in a sentence that speaks of the entry and not of the person.</param>
/// <param name="WouldPass">What would make it pass, or what can be done instead: the next step.</param>
/// <param name="GoodExample">What good looks like.</param>
public sealed record ReasonText(string Code, Verdict Verdict, string Title, string What, string WouldPass, string GoodExample);
