using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Datanets.Tests.Reviews;

/// <summary>Who says that an entry was made in bad faith, and when it counts.</summary>
public sealed partial class LifecycleTests
{
    [Fact]
    public void Abuse_NeedsTwoClusters_OrOneCurator()
    {
        var two = Voted(Queued(), (Ann, Verdict.Abuse, Advertising), (Ben, Verdict.Abuse, Advertising));
        var curator = Voted(Queued(), (Cora, Verdict.Abuse, Advertising));
        var linked = Voted(Queued(), ReviewPolicy.Default with { DistinctClusters = false }, (Ann, Verdict.Abuse, Advertising), (Ben with { Cluster = "ann" }, Verdict.Abuse, Advertising));

        Assert.Equal(EntryState.Abuse, two.State);
        Assert.Equal(EntryState.Abuse, curator.State);
        Assert.Equal(EntryState.Escalated, linked.State);
    }

    [Fact]
    public void Abuse_OfSomeoneWithGoodEntries_GoesBeforeACurator_WhoMayConfirmIt()
    {
        var standing = Voted(Queued(), (Ann, Verdict.Abuse, Advertising));
        var context = Context(Ben) with { Author = new AuthorView("author", Tier.T1, 0.7) };
        standing = Lifecycle.Apply(standing, new(CommandKind.Claim), context).Standing;

        var second = Lifecycle.Apply(standing, EntryCommand.Vote(Verdict.Abuse, Advertising), context).Standing;
        while (second.State == EntryState.Queued)
        {
            // A good past weighs for them: it may take more than two votes.
            var more = context with { Actor = Ben with { Id = $"more-{second.Votes.Count}", Cluster = $"more-{second.Votes.Count}" } };
            second = Lifecycle.Apply(Lifecycle.Apply(second, new(CommandKind.Claim), more).Standing, EntryCommand.Vote(Verdict.Abuse, Advertising), more).Standing;
        }

        var confirmed = Lifecycle.Apply(second, EntryCommand.Decide(Verdict.Abuse, Advertising), context with { Actor = Cora }).Standing;

        Assert.Equal(EntryState.Escalated, second.State);
        Assert.Equal(EntryState.Abuse, confirmed.State);
    }
}
