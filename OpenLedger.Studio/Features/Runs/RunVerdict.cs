using System.Globalization;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>How something went, for its colour; the words say it too.</summary>
public enum VerdictTone
{
    Quiet,
    Underway,
    Good,
    Warning,
    Bad,
}

/// <summary>What a run came to, in plain words: a headline and why, or what to do next.</summary>
public sealed record RunVerdict(VerdictTone Tone, string Headline, string Text)
{
    // A run that got fewer than this share of the questions right that it had wrong before taught next to nothing.
    private const double NothingShare = 0.1;

    // Below this share of what it knew it has forgotten too much to call it kept.
    private const double KeptShare = 0.95;

    private const double MuchForgottenShare = 0.8;
    private const double HalfShare = 0.5;

    public static RunVerdict Of(RunCard card, RunProgress? progress, LossTrend trend, int ahead) => card.State switch
    {
        RunState.Waiting when ahead == 0 => new(VerdictTone.Underway, "Next in line.", "It starts in a moment."),
        RunState.Waiting => new(VerdictTone.Underway, "Waiting.", string.Create(CultureInfo.InvariantCulture, $"{ahead} {(ahead == 1 ? "run goes" : "runs go")} before it; it starts by itself.")),
        RunState.Running => OfRunning(progress, trend),
        RunState.Paused => new(VerdictTone.Warning, "Set aside.", $"It goes on from step {card.Step} when you press \"Go on\"."),
        RunState.Stopped => new(VerdictTone.Warning, "Stopped.", $"What it learned up to step {card.Step} is kept. \"Go on\" continues from there."),
        RunState.Failed => new(VerdictTone.Bad, "It broke off.", card.Problem is not null ? RunWords.Plain(card) : "No reason was written down. Press \"Go on\" to try again from its last checkpoint."),
        _ => OfFinished(card.Before, card.After, trend),
    };

    public static RunVerdict OfFinished(RunScores? before, RunScores? after, LossTrend trend)
    {
        if (before is null || after is null || after.NewTotal == 0)
        {
            return OfLoss(trend);
        }

        var learned = string.Create(CultureInfo.InvariantCulture, $"Of the questions in other words it has {after.NewRight} of {after.NewTotal} right; before training {before.NewRight}.");
        var kept = Kept(before, after);
        var gained = after.NewRight - before.NewRight;
        var forgot = before.KeptRight > 0 && after.KeptRight < KeptShare * before.KeptRight;
        if (trend.Exploded)
        {
            return new(VerdictTone.Bad, "It broke instead of learning.", $"{learned} {kept} The learning rate was too bold: train again with a tenth of it.");
        }

        if (gained < NothingShare * after.NewTotal)
        {
            return new(VerdictTone.Warning, "It learned next to nothing.", $"{learned} {kept} Train again with more epochs or a bolder learning rate.");
        }

        if (forgot)
        {
            var tone = after.KeptRight < MuchForgottenShare * before.KeptRight ? VerdictTone.Bad : VerdictTone.Warning;
            return new(tone, "It learned, but it forgot.", $"{learned} {kept} Train again with more rehearsal or a smaller learning rate.");
        }

        return after.NewRight < HalfShare * after.NewTotal
            ? new(VerdictTone.Warning, "It learned a part.", $"{learned} {kept} More epochs would teach it more.")
            : new(VerdictTone.Good, "It learned.", $"{learned} {kept}");
    }

    private static RunVerdict OfRunning(RunProgress? progress, LossTrend trend) => (progress?.Phase ?? RunPhase.Loading) switch
    {
        RunPhase.Loading => new(VerdictTone.Underway, "Getting ready.", progress?.Message ?? "It reads the model and the examples."),
        RunPhase.ScoringBefore => new(VerdictTone.Underway, "Before it learns:", progress?.Message is { } message ? $"it answers the questions once untrained, to compare later. {message}." : "it answers the questions once untrained, to compare later."),
        RunPhase.Training => OfLoss(trend),
        _ => new(VerdictTone.Underway, "Trained.", progress?.Message is { } message ? $"Now it answers the same questions again. {message}." : "Now it answers the same questions again."),
    };

    /// <summary>While it trains, or where nothing but the loss is known.</summary>
    public static RunVerdict OfLoss(LossTrend trend)
    {
        if (trend.Exploded)
        {
            return new(VerdictTone.Bad, "It does not learn.", "The loss grows instead of falling: the learning rate is too bold. Stop, and train again with a tenth of it.");
        }

        if (trend is { FirstHeldOut: { } first, LastHeldOut: { } last, BestHeldOut: { } best } && trend.HeldOutCount > 1)
        {
            var change = string.Create(CultureInfo.InvariantCulture, $"from {first:0.00} to {last:0.00}");
            if (last > best * LossTrend.Worse)
            {
                return new(VerdictTone.Warning, "It begins to memorise.", $"Held-out loss went {change} and was better before. The best state is the one that is kept.");
            }

            return last < first
                ? new(VerdictTone.Underway, "Learning well.", $"Held-out loss fell {change}: it understands, and does not only memorise.")
                : new(VerdictTone.Warning, "Not learning yet.", $"Held-out loss went {change}.");
        }

        if (trend is { FirstLoss: { } begin, LastLoss: { } now } && trend.Count > 1)
        {
            var change = string.Create(CultureInfo.InvariantCulture, $"from {begin:0.00} to {now:0.00}");
            return now < begin
                ? new(VerdictTone.Underway, "Learning.", $"Training loss fell {change}.")
                : new(VerdictTone.Quiet, "Just begun.", $"Training loss went {change}.");
        }

        return new(VerdictTone.Quiet, "Just begun.", "The curve appears with the first steps.");
    }

    private static string Kept(RunScores before, RunScores after)
    {
        if (after.KeptTotal == 0)
        {
            return string.Empty;
        }

        return after.KeptRight >= before.KeptRight
            ? string.Create(CultureInfo.InvariantCulture, $"It forgot nothing: {after.KeptRight} of {after.KeptTotal} general questions, before {before.KeptRight}.")
            : string.Create(CultureInfo.InvariantCulture, $"Of {before.KeptRight} general questions that it knew it still has {after.KeptRight} right.");
    }
}
