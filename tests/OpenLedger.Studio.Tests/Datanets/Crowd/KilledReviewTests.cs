using System.Diagnostics;
using System.Globalization;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Crowd;

/// <summary>
/// Two hundred reviewers claim and vote at once on one SQLite file while their server is killed again and again: no entry is held twice, no
/// vote that was acknowledged is lost, what is sent again counts once, and what nobody finished comes back within its fifteen minutes.
/// Twenty reviewers and no kill by default; the whole with <c>OPENLEDGER_LONG=1</c>.
/// </summary>
public sealed class KilledReviewTests
{
    private const string FolderVariable = "OPENLEDGER_CROWD_FOLDER";
    private const string SeedVariable = "OPENLEDGER_CROWD_SEED";
    private const int Seed = 20261125;

    private static readonly int Reviewers = LongRun.Chosen ? 200 : 20;
    private static readonly int Entries = LongRun.Chosen ? 300 : 20;
    private static readonly int Kills = LongRun.Chosen ? 5 : 0;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Reviewers_AllAtOnce_LoseNothing_AndCountNothingTwice()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } others)
        {
            // This is the process that is killed.
            using var session = new TemporaryFolder(others);
            await SitAsync(session, int.Parse(Environment.GetEnvironmentVariable(SeedVariable)!, CultureInfo.InvariantCulture));
            return;
        }

        using var folder = new TemporaryFolder();
        using (var house = new CrowdHouse(folder))
        {
            await house.FillAsync(Reviewers, Entries);
        }

        var random = new Random(Seed);
        var watch = Stopwatch.StartNew();
        for (var kill = 0; kill < Kills; kill++)
        {
            await KilledAsync(folder.Path, kill, random);
        }

        await SitAsync(folder, Kills);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Reviewers} reviewers, {CrowdLog.Read(folder.Path).Count} votes, {Kills} kills, {watch.Elapsed.TotalSeconds:0.0} s.");
        await CheckAsync(folder);
    }

    private static async Task SitAsync(TemporaryFolder folder, int seed)
    {
        using var house = new CrowdHouse(folder);
        await new CrowdSession(house, folder.Path).RunAsync(seed);
    }

    /// <summary>A process of its own works until it is killed, somewhere after its first votes.</summary>
    private static async Task KilledAsync(string folder, int seed, Random random)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--filter-method", $"{typeof(KilledReviewTests).FullName}.{nameof(Reviewers_AllAtOnce_LoseNothing_AndCountNothingTwice)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[FolderVariable] = folder;
        start.Environment[SeedVariable] = seed.ToString(CultureInfo.InvariantCulture);
        var before = CrowdLog.Read(folder).Count;
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!process.HasExited && CrowdLog.Read(folder).Count < before + 20)
        {
            await Task.Delay(20, deadline.Token);
        }

        await Task.Delay(random.Next(0, 1_500), deadline.Token);
        var wasAlive = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(wasAlive, $"Nobody was left to be killed: {string.Join('\n', await output)}");
    }

    private static async Task CheckAsync(TemporaryFolder folder)
    {
        using var house = new CrowdHouse(folder);
        var store = house.House.People.House;
        var votes = CrowdLog.Read(folder.Path);
        var kept = store.Read(context => context.Reviews.ToList());
        var links = store.Read(context => context.EntryEvents.OrderBy(happened => happened.Sequence).ToList()).ConvertAll(happened => new ChainLink(happened.Sequence, happened.PreviousHash, happened.Hash, happened.Content));
        var events = links.ConvertAll(link => EventJson.TryRead(link.Content)!);

        Assert.Null(EventChain.FirstFault(links, house.Id, null, CancellationToken.None));
        Assert.Empty(votes.Where(vote => vote.IsAcknowledged).Select(vote => vote.Ballot.Key).Except(kept.Select(review => review.Id)));
        Assert.Equal(kept.Count, kept.Select(review => (review.EntryId, review.Revision, review.ReviewerId)).Distinct().Count());
        Assert.Equal(kept.Count, events.Count(happened => happened.Command == CommandKind.Vote));
        Assert.True(kept.Count >= Entries, $"Only {kept.Count} votes in all that time.");
        Assert.Empty(events.GroupBy(happened => happened.EntryId).SelectMany(HeldTwice));
        await ReplayAsync(house, votes, kept.Count, links.Count);
        await ReturnAsync(house);
    }

    /// <summary>Who got an entry while somebody else had it.</summary>
    private static IEnumerable<string> HeldTwice(IEnumerable<EntryEvent> life)
    {
        string? holder = null;
        foreach (var happened in life)
        {
            if (happened.Command == CommandKind.Claim && holder is not null)
            {
                yield return $"{happened.EntryId}: {happened.ActorId} got what {holder} had";
            }

            if (happened.Command == CommandKind.Vote && holder != happened.ActorId)
            {
                yield return $"{happened.EntryId}: {happened.ActorId} voted while {holder} had it";
            }

            holder = happened.Command == CommandKind.Claim ? happened.ActorId : happened.To == EntryState.InReview ? holder : null;
        }
    }

    private static async Task ReplayAsync(CrowdHouse house, IReadOnlyList<(string Reviewer, Ballot Ballot, bool IsAcknowledged)> votes, int reviews, int events)
    {
        var reviewers = (await house.ReviewersAsync()).ToDictionary(reviewer => reviewer.Id);
        foreach (var (reviewer, ballot, _) in votes.Where(vote => vote.IsAcknowledged).Take(500))
        {
            Assert.True((await house.Desk.VoteAsync(reviewers[reviewer], ballot)).IsDone);
        }

        Assert.Equal((reviews, events), house.House.People.House.Read(context => (context.Reviews.Count(), context.EntryEvents.Count())));
    }

    /// <summary>Somebody takes an entry and falls asleep: after fifteen minutes it waits for others again.</summary>
    private static async Task ReturnAsync(CrowdHouse house)
    {
        var store = house.House.People.House;
        var reviewers = await house.ReviewersAsync();
        var owner = store.Read(context => context.Datanets.Single().OwnerId);
        var fresh = await house.House.Entries.SubmitAsync(await house.House.People.AgainAsync(owner), house.Id, DatanetsHouse.Entry("What is a fender for?", "It keeps the hull from rubbing against the quay."));
        Assert.True(fresh.IsDone, fresh.Problem?.ToString());
        var asleep = (await house.Desk.NextAsync(reviewers[0], house.Id, [])).Item!;
        house.House.People.Clock.Move(Lease);
        var woken = (await house.Desk.NextAsync(reviewers[1], house.Id, [])).Item!;

        Assert.Equal([fresh.EntryId, fresh.EntryId], [asleep.Id, woken.Id]);
        Assert.Equal(1, store.Read(context => context.Leases.Count()));
        Assert.Equal(1, store.Read(context => context.Entries.Count(entry => entry.State == nameof(EntryState.InReview))));
    }
}
