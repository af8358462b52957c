using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Datanets.Tests.Reviews;

public class SequentialDecisionTests
{
    [Theory]
    [InlineData(0.85, 0.907, 0.028, 2.3, 2.5)]
    [InlineData(0.92, 0.971, 0.007, 2.2, 2.3)]
    public void Rule_Enumerated_HasTheValuesOfTheDesign(double accuracy, double goodAccepted, double junkAccepted, double fewest, double most)
    {
        var good = Enumerate(accuracy, accuracy);
        var junk = Enumerate(accuracy, 1 - accuracy);

        Assert.Equal(goodAccepted, good.Accepted, 0.0015);
        Assert.Equal(junkAccepted, junk.Accepted, 0.0015);
        Assert.InRange(good.Reviews, fewest - 0.1, most + 0.05);
        Assert.InRange(junk.Reviews, fewest - 0.1, most + 0.05);
    }

    [Fact]
    public void Rule_WithWeakReviewers_AsksACuratorMoreOften()
    {
        var junk = Enumerate(0.75, 0.25);
        var good = Enumerate(0.75, 0.75);

        Assert.Equal(0.024, junk.Accepted, 0.002);
        Assert.InRange(good.Escalated, 0.20, 0.256);
    }

    [Fact]
    public void Score_HoldsAuthorAndReviewersWithinBounds()
    {
        var policy = ReviewPolicy.Default;

        Assert.Equal(Math.Log(9), SequentialDecision.Score(1, [], policy), 1e-12);
        Assert.Equal(Math.Log(0.35 / 0.65), SequentialDecision.Score(0, [], policy), 1e-12);
        Assert.Equal(Math.Log(19), SequentialDecision.Score(0.5, [new(true, 1)], policy), 1e-12);
        Assert.Equal(-Math.Log(0.55 / 0.45), SequentialDecision.Score(0.5, [new(false, 0.1)], policy), 1e-12);
    }

    [Fact]
    public void Rule_NeverDecidesBeforeTheFewestReviews()
    {
        Assert.Equal(VoteOutcome.Undecided, SequentialDecision.Of(9, 1, 2, ReviewPolicy.Default));
        Assert.Equal(VoteOutcome.Undecided, SequentialDecision.Of(-9, 1, 1, ReviewPolicy.Default));
        Assert.Equal(VoteOutcome.Escalate, SequentialDecision.Of(0, 5, 2, ReviewPolicy.Default));
    }

    [Fact]
    public void Rule_HandsBack_FromThePolicysFewestReviews_On()
    {
        var one = ReviewPolicy.Default with { LeastToHandBack = 1 };

        Assert.Equal(VoteOutcome.HandBack, SequentialDecision.Of(-9, 1, 2, one));
        Assert.Equal(VoteOutcome.HandBack, SequentialDecision.Of(-9, 2, 2, ReviewPolicy.Default));
    }

    [Theory]
    [InlineData(9, 1, 1, VoteOutcome.Accept)]
    [InlineData(-9, 1, 1, VoteOutcome.HandBack)]
    [InlineData(9, 1, 2, VoteOutcome.Undecided)]
    [InlineData(0, 2, 2, VoteOutcome.Escalate)]
    [InlineData(0, 2, 3, VoteOutcome.Undecided)]
    public void Rule_AsksForNoMoreReviews_ThanThereAreReviewers(double score, int votes, int reviewers, VoteOutcome expected) =>
        Assert.Equal(expected, SequentialDecision.Of(score, votes, 2, ReviewPolicy.Default, reviewers));

    private static (double Accepted, double Escalated, double Reviews) Enumerate(double accuracy, double chanceOfYes)
    {
        var (accepted, escalated, reviews) = (0.0, 0.0, 0.0);
        Walk([], 1);
        return (accepted, escalated, reviews);

        void Walk(List<WeightedVote> votes, double chance)
        {
            switch (SequentialDecision.Of(SequentialDecision.Score(0.5, votes, ReviewPolicy.Default), votes.Count, 2, ReviewPolicy.Default))
            {
                case VoteOutcome.Undecided:
                    Walk([.. votes, new(true, accuracy)], chance * chanceOfYes);
                    Walk([.. votes, new(false, accuracy)], chance * (1 - chanceOfYes));
                    return;
                case VoteOutcome.Accept:
                    accepted += chance;
                    break;
                case VoteOutcome.Escalate:
                    escalated += chance;
                    break;
            }

            reviews += chance * votes.Count;
        }
    }
}
