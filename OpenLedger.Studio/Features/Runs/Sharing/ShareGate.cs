using System.Globalization;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Runs.Sharing;

/// <summary>What came of a check before sharing.</summary>
internal enum ShareOutcome
{
    Passes,

    /// <summary>Nothing was measured; whoever approves it has to look.</summary>
    Unknown,

    Fails,
}

/// <summary>One thing that is looked at before a tuned model is shared.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Text">The facts, in plain words.</param>
/// <param name="Technical">What the field calls it.</param>
/// <param name="NextStep">What helps; null where it passes.</param>
internal sealed record ShareCheck(ShareOutcome Outcome, Sentence Text, string Technical, Sentence? NextStep = null);

/// <summary>
/// Whether a tuned model is worth the time of others: better than its base on examples that it never trained on, and no collapse on general
/// questions, by the measure of the run's own verdict.
/// </summary>
internal sealed record ShareGate(IReadOnlyList<ShareCheck> Checks)
{
    public bool Passes => Checks.All(check => check.Outcome != ShareOutcome.Fails);

    /// <param name="card">The run.</param>
    /// <param name="revoked">Releases that it learned from and that were withdrawn since.</param>
    public static ShareGate Of(RunCard card, IReadOnlyList<string> revoked) =>
        new([HeldOut(card), Kept(card), .. revoked.Count > 0 ? [Revoked(revoked)] : Array.Empty<ShareCheck>()]);

    private static ShareCheck HeldOut(RunCard card)
    {
        const string Technical = "held-out loss";
        var (before, after) = (card.Before?.HeldOutLoss ?? card.Judgement?.HeldOutStart, card.BestHeldOutLoss ?? card.After?.HeldOutLoss);
        if (before is not { } first || after is not { } last)
        {
            return new(ShareOutcome.Fails, new Sentence("It was not measured on examples that it never trains on."), Technical, new Sentence("Train it again with some examples kept aside, and share that one."));
        }

        // A loss that is no number is not better.
        return last < first
            ? new(ShareOutcome.Passes, new Sentence("On examples that it never trains on it is better than the base model: {0} instead of {1}.", Number(last), Number(first)), Technical)
            : new(ShareOutcome.Fails, new Sentence("On examples that it never trains on it is no better than the base model: {0}, before training {1}.", Number(last), Number(first)), Technical, new Sentence("Train it longer or on more examples, or look at what the verdict above suggests."));
    }

    private static ShareCheck Kept(RunCard card)
    {
        const string Technical = "kept";
        if (card.Before is not { KeptRight: > 0 } before || card.After is not { KeptTotal: > 0 } after)
        {
            return new(ShareOutcome.Unknown, new Sentence("It was asked no general questions, so nobody knows what it has forgotten."), Technical, new Sentence("Whoever approves it asks it a few first."));
        }

        var scores = new KnowledgeChange(before.NewRight, after.NewRight, after.NewTotal, before.KeptRight, after.KeptRight);
        return card.Judgement?.Kind != VerdictKind.Forgetting && !RunJudge.HasForgotten(scores)
            ? new(ShareOutcome.Passes, new Sentence("Of {0} general questions that it knew it still has {1} right.", before.KeptRight, after.KeptRight), Technical)
            : new(ShareOutcome.Fails, new Sentence("It forgot too much: of {0} general questions that it knew it still has {1} right.", before.KeptRight, after.KeptRight), Technical, new Sentence("Train it again with more general examples beside, or with a lower learning rate."));
    }

    private static ShareCheck Revoked(IReadOnlyList<string> titles) => new(
        ShareOutcome.Fails, new Sentence("It learned from a release that was withdrawn: {0}.", string.Join(", ", titles)), "revoked", new Sentence("Train it again on a newer release, and share that one."));

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
