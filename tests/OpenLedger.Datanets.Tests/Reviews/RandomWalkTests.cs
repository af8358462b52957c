using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Datanets.Tests.Reviews;

/// <summary>Seeded walks of random commands by random people: whatever is done, the rules of the life cycle hold after each step.</summary>
public class RandomWalkTests
{
    private const int Steps = 60;
    private const int ALongMonth = 32 * 24 * 60;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommandKind[] Kinds = Enum.GetValues<CommandKind>();
    private static readonly Actor[] Actors =
    [
        new("author", "author", ActorRole.Contributor),
        new("author", "author", ActorRole.Reviewer) { Tier = Tier.T2 },
        new("twin", "author", ActorRole.Reviewer) { Tier = Tier.T2 },
        new("r1", "r1", ActorRole.Reviewer) { Tier = Tier.T2, Accuracy = 0.85 },
        new("r2", "r2", ActorRole.Reviewer) { Tier = Tier.T2, Accuracy = 0.92 },
        new("r3", "r2", ActorRole.Reviewer) { Tier = Tier.T3, Accuracy = 0.7 },
        new("r4", "r4", ActorRole.Reviewer) { Tier = Tier.T3, Accuracy = 0.9, IsPaused = true },
        new("c1", "c1", ActorRole.Curator) { Accuracy = 0.95 },
        new("c2", "c2", ActorRole.Owner) { Accuracy = 0.95 },
        new("reader", "reader", ActorRole.Reader),
        Actor.Machine,
        Actor.Machine,
    ];

    [Fact]
    public void Walks_KeepAllInvariants_AndVisitEveryState()
    {
        var visited = new HashSet<EntryState>();
        var given = new HashSet<CommandKind>();
        for (var walk = 0; walk < LongRun.Of(2000, 100_000); walk++)
        {
            Walk(walk, visited, given);
        }

        Assert.Equal(Enum.GetValues<EntryState>(), visited.Order());
        Assert.Equal(Kinds, given.Order());
    }

    private static void Walk(int seed, HashSet<EntryState> visited, HashSet<CommandKind> given)
    {
        var random = new Random(seed);
        var standing = new EntryStanding { EntryId = $"e{seed}", AuthorId = "author" };
        var events = new List<EntryEvent>();
        var at = Start;
        for (var step = 0; step < Steps; step++)
        {
            at = at.AddMinutes(random.Next(80) switch { 0 => ALongMonth, < 5 => random.Next(1, 6000), _ => random.Next(1, 30) });
            var command = Command(random, standing.State);
            var actor = Actors[random.Next(Actors.Length)];
            var context = new CommandContext(actor, at, ReviewPolicy.Default, new AuthorView("author", (Tier)random.Next(4), random.NextDouble())) { SpotCheck = random.Next(4) == 0, Reviewers = random.Next(3) == 0 ? random.Next(4) : null };
            var transition = Lifecycle.Apply(standing, command, context);
            Check(standing, command, context, transition, events);
            if (transition.IsDone)
            {
                given.Add(command.Kind);
                visited.Add(transition.Standing.State);
            }

            standing = transition.Standing;
        }

        visited.Add(EntryState.Draft);
        Assert.True(events.Count(each => each.Command == CommandKind.Revise) <= ReviewPolicy.Default.MaxRevisions);
        Assert.True(events.Count(each => each.Command == CommandKind.Appeal) <= ReviewPolicy.Default.Appeals);
    }

    private static void Check(EntryStanding before, EntryCommand command, CommandContext context, Transition transition, List<EntryEvent> events)
    {
        var after = transition.Standing;
        if (!transition.IsDone)
        {
            Assert.Same(before, after);
            Assert.Null(transition.Event);
            Assert.False(string.IsNullOrWhiteSpace(transition.Refusal!.NextStep));
            return;
        }

        Assert.True(LifecycleEdges.Exists(command.Kind, before.State, after.State), $"{command.Kind}: {before.State} to {after.State}");
        if (before.WasReleased)
        {
            Assert.Equal((before.ContentHash, before.Revision, true), (after.ContentHash, after.Revision, after.WasReleased));
        }

        if (command.Kind == CommandKind.Heartbeat)
        {
            Assert.Null(transition.Event);
            return;
        }

        events.Add(transition.Event!);
        Assert.Equal((before.State, after.State, context.Actor.Id), (transition.Event!.From, transition.Event.To, transition.Event.ActorId));
        Assert.Equal(after.State == EntryState.InReview, after.Lease is not null);
        if (command.Kind is CommandKind.Claim or CommandKind.Vote or CommandKind.Decide or CommandKind.Uphold or CommandKind.Tombstone)
        {
            Assert.NotEqual("author", context.Actor.Cluster);
        }

        if (after.State is EntryState.NeedsChanges or EntryState.Declined or EntryState.Abuse or EntryState.Tombstoned or EntryState.Challenged || command.Kind == CommandKind.BlockByGates)
        {
            Assert.NotEmpty(transition.Event.Reasons);
            Assert.All(transition.Event.Reasons, reason => Assert.NotEmpty(ReasonCatalogue.Find(reason.Code)!.WouldPass));
        }

        if (after.State == EntryState.Abuse)
        {
            var voters = after.CurrentVotes.Where(vote => vote is { Verdict: Verdict.Abuse, Accuracy: not null }).Select(vote => vote.Cluster).Distinct().Count();
            Assert.True(voters >= 2 || context.Actor.Curates);
        }

        var clusters = after.CurrentVotes.Select(vote => vote.Cluster).ToList();
        Assert.Equal(clusters.Count, clusters.Distinct().Count());
    }

    /// <summary>Mostly something that fits the state, so that walks get far; else anything.</summary>
    private static EntryCommand Command(Random random, EntryState state)
    {
        var fitting = LifecycleEdges.CommandsIn(state).Where(kind => kind != CommandKind.Withdraw || random.Next(12) == 0).ToList();
        var kind = fitting.Count > 0 && random.Next(5) > 0 ? fitting[random.Next(fitting.Count)] : Kinds[random.Next(Kinds.Length)];
        var verdict = (Verdict)random.Next(4);
        var codes = random.Next(8) == 0 ? ReasonCatalogue.All.ToList() : [.. ReasonCatalogue.For(verdict)];
        var code = codes.Count == 0 ? "incomplete" : codes[random.Next(codes.Count)].Code;
        return new EntryCommand(kind)
        {
            ContentHash = random.Next(10) == 0 ? null : $"h{random.Next(1000)}",
            Verdict = random.Next(30) == 0 ? null : verdict,
            Reasons = random.Next(8) == 0 ? [] : [new ReasonGiven(code, Note: random.Next(20) == 0 ? "\udc00" : "see there")],
            Note = random.Next(5) == 0 ? null : "Look at line 2.",
            Findings = random.Next(3) == 0 ? [] : ["G12"],
            HasRoom = random.Next(3) > 0,
            ReleaseId = random.Next(5) == 0 ? null : "r1",
            ImprovedBy = random.Next(5) == 0 ? null : "e-other",
            ConsentWithdrawn = random.Next(2) == 0,
        };
    }
}
