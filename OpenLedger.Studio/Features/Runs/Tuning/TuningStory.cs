using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>What a search found, in plain words: what was tried, what was best, what mattered, and how sure that is.</summary>
internal static class TuningStory
{
    private const int Percent = 100;

    public static IReadOnlyList<Sentence> Of(TuningCard card)
    {
        var search = card.Search;
        var ranked = search.Ranked.ToList();
        if (ranked.Count == 0)
        {
            return [];
        }

        var best = ranked[0];
        var (tried, ended, broken) = (card.Trials.Count(trial => trial.Starts > 0), card.Trials.Count(trial => trial.Losses.Count == Halving.Shares.Count), card.Trials.Count(trial => trial.IsDropped));
        var story = new List<Sentence>
        {
            new Sentence("{0} settings were tried in {1} of training; {2} of them were trained to their end, the others were given up since others were ahead.", tried, DurationText.Of(TimeSpan.FromSeconds(search.Spent)), ended),
            new Sentence("Best was trial {0}: learning rate {1}, rank {2}, {3} epochs. Its loss on the examples kept aside is {4}.", best.Number, Knobs.LearningRate.Format(best.Settings.LearningRate), best.Settings.Rank, Knobs.NumTrainEpochs.Format(best.Settings.Epochs), Loss(best.BestLoss)),
        };
        if (broken > 0)
        {
            story.Add(new Sentence("{0} broke off or were taken out.", broken));
        }

        story.AddRange([OfStandard(card, best), OfInfluences(card), OfSureness(card, best, ranked)]);
        return story;
    }

    private static Figure Loss(double? loss) => new(loss, "0.000");

    private static Sentence OfStandard(TuningCard card, HalvingTrial best) => card.Trials.First(trial => trial.Number == 1) switch
    {
        var standard when standard.Number == best.Number => new Sentence("These are the settings that you began with: nothing better was found."),
        { BestLoss: null } => new Sentence("The settings that you began with came to no measurement."),
        { Losses.Count: var rungs } standard when rungs == Halving.Shares.Count => new Sentence("The settings that you began with (trial 1), trained to their end as well, came to {0}.", Loss(standard.BestLoss)),
        var standard => new Sentence("The settings that you began with (trial 1) stood at {0} when they were given up, after {1} % of their way.", Loss(standard.BestLoss), Math.Round(Percent * standard.Share)),
    };

    private static Sentence OfInfluences(TuningCard card) => Findings.WhatMattered(card.Trials) is { } mattered
        ? new Sentence("Of the differences after the first tenth, how boldly it learns (learning rate) accounts for {0} %, room (rank) for {1} %, how much it trains (epochs) for {2} %; the rest is their interplay and chance.",
            Math.Round(Percent * mattered.LearningRate), Math.Round(Percent * mattered.Rank), Math.Round(Percent * mattered.Epochs))
        : new Sentence("Too few were tried to say which setting mattered.");

    private static Sentence OfSureness(TuningCard card, HalvingTrial best, List<HalvingTrial> ranked)
    {
        // Only one that was trained as far can be held against it.
        var second = ranked.Skip(1).FirstOrDefault(trial => trial.Losses.Count == best.Losses.Count);
        return Findings.SureOf(best.BestLoss!.Value, second?.BestLoss, card.Noise) switch
        {
            Sureness.Clear => new Sentence("How sure: it is clearly ahead of the second (trial {0}, {1}); measurements wobble by only about {2}.", second!.Number, Loss(second.BestLoss), Loss(card.Noise)),
            Sureness.Likely => new Sentence("How sure: it is probably better than the second (trial {0}, {1}); measurements wobble by about {2}.", second!.Number, Loss(second.BestLoss), Loss(card.Noise)),
            Sureness.Tie => new Sentence("How sure: the second (trial {0}, {1}) is just as good, since measurements wobble by about {2}. Another search may well choose that one.", second!.Number, Loss(second.BestLoss), Loss(card.Noise)),
            _ => new Sentence("How sure: there was nothing trained as far to hold it against."),
        };
    }
}
