using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>
/// A Datanet run by the library: its life cycle, its sequential decision, its reputation, tiers and quotas, its fair order and known items.
/// What stands here is only what a studio does around it: keeping rows and counting.
/// </summary>
internal sealed class CrowdOurHouse : CrowdHouse
{
    private const double VotesPerDecision = 2.3;
    private const int ReviewsOfARingMember = 40;
    private const int DaysOfPace = 7;

    private readonly ReviewPolicy _policy = ReviewPolicy.Default;
    private readonly CrowdSettings _settings;
    private readonly Random _chance;
    private readonly FairOrder _order;
    private readonly CrowdLine _line = new();
    private readonly CrowdCurators _curators;
    private readonly Dictionary<string, EntryStanding> _standings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CrowdEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CrowdTrust> _trust = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CrowdCalibration> _calibration = new(StringComparer.Ordinal);
    private readonly Queue<int> _pace = new();
    private int _decidedBefore;
    private int _day;

    public CrowdOurHouse(CrowdSettings settings, IReadOnlyList<CrowdAuthor> authors, IEnumerable<CrowdReviewer> reviewers, Random chance)
        : base(reviewers)
    {
        (_settings, _chance) = (settings, chance);
        _order = new FairOrder(_policy);
        _curators = new CrowdCurators(this, chance);
        var clusters = Clusters(settings, authors);
        var uses = clusters.Values.Distinct(StringComparer.Ordinal).ToDictionary(cluster => cluster, _ => new CrowdUse(), StringComparer.Ordinal);
        foreach (var author in authors)
        {
            var use = uses[clusters[author.Id]];
            use.Accounts++;
            _trust[author.Id] = new CrowdTrust(author, clusters[author.Id], use);
        }

        foreach (var reviewer in Reviewers)
        {
            _calibration[reviewer.Id] = new CrowdCalibration(reviewer, chance);
        }
    }

    public override int Backlog => _line.Backlog;

    public override int HonestFrozen => _trust.Values.Count(trust => trust.Author.IsHonest && trust.WasFrozen);

    /// <summary>Decisions a day over a week; before the first evening what the reviewers have promised.</summary>
    private double Pace => _pace.Count > 0 ? _pace.Average() : Reviewers.Sum(reviewer => reviewer.PerDay) / VotesPerDecision;

    public override void BeginDay(int day, DateTimeOffset at)
    {
        _day = day;
        if (day > 0)
        {
            _pace.Enqueue(Decisions - _decidedBefore);
            _decidedBefore = Decisions;
        }

        if (_pace.Count > DaysOfPace)
        {
            _pace.Dequeue();
        }

        foreach (var trust in _trust.Values)
        {
            trust.BeginDay(day, at, _policy.Qualification);
            if (trust.Author.Kind == CrowdKind.Ring && trust.Tier >= _policy.ReviewerTier && !_calibration.ContainsKey(trust.Author.Id))
            {
                var reviewer = new CrowdReviewer(trust.Author.Id, trust.Cluster, CrowdManner.Ring, 0.90, ReviewsOfARingMember);
                Reviewers.Add(reviewer);
                _calibration[reviewer.Id] = new CrowdCalibration(reviewer, _chance);
            }
        }

        foreach (var calibration in _calibration.Values)
        {
            calibration.BeginDay();
        }

        foreach (var id in _line.Overdue(at, TimeSpan.FromDays(_policy.DecisionDays)))
        {
            // Refused where it is decided already, or came back as a revision since.
            TryDo(_entries[id], new EntryCommand(CommandKind.EscalateOverdue), Actor.Machine, at);
        }
    }

    public override bool Takes(CrowdAuthor author, DateTimeOffset at) =>
        !_settings.HasQuotas || _trust[author.Id].MaySubmit(_policy.Quota, Pace, Backlog, at);

    public override void Submit(CrowdEntry entry, DateTimeOffset at)
    {
        var trust = _trust[entry.Author.Id];
        trust.Submitted(_day);
        _entries[entry.Id] = entry;
        _standings[entry.Id] = new EntryStanding { EntryId = entry.Id, AuthorId = entry.Author.Id, Since = at };
        Do(entry, EntryCommand.Submit(Text(entry)), Author(entry), at);
        Pass(entry, at);
    }

    public override bool Revise(CrowdEntry entry, DateTimeOffset at)
    {
        entry.Texts++;
        if (TryDo(entry, EntryCommand.Revise(Text(entry)), Author(entry), at) is not null)
        {
            return false;
        }

        Pass(entry, at);
        return true;
    }

    public override void Appeal(CrowdEntry entry, DateTimeOffset at) => TryDo(entry, EntryCommand.Appeal("Please look at the answer once more."), Author(entry), at);

    public override void Withdraw(CrowdEntry entry, DateTimeOffset at) => Do(entry, new EntryCommand(CommandKind.Withdraw), Author(entry), at);

    public override void Review(CrowdReviewer reviewer, DateTimeOffset at)
    {
        var calibration = _calibration[reviewer.Id];
        var wasPaused = calibration.IsPaused;
        if (!calibration.ShowsKnownItem(_policy.Gold, _settings.Seed))
        {
            var seat = new ReviewerSeat(reviewer.Id, reviewer.Cluster, Reviewers.Count, author => (calibration.SeenOf(author), _trust[author].Entries));
            if (_order.Next(seat, _settings.Seed, calibration.Turn) is not { } item)
            {
                return;
            }

            var entry = _entries[item.EntryId];
            Do(entry, new EntryCommand(CommandKind.Claim), calibration.Actor, at);
            CountVote(entry);
            calibration.VotedOn(entry, at);
            var verdict = reviewer.Judge(entry, _chance);
            Do(entry, EntryCommand.Vote(verdict, CrowdCurators.Reasons(verdict)), calibration.Actor, at);
        }

        if (!wasPaused && calibration.IsPaused)
        {
            LookAgain(reviewer, calibration, at);
        }
    }

    public override void EndHour(int hour, DateTimeOffset at)
    {
        while (_line.FirstOfTheList(isNewcomers => HasRoom(isNewcomers)) is { } id)
        {
            Do(_entries[id], new EntryCommand(CommandKind.Admit), Actor.Machine, at);
        }

        _curators.Work(hour, at);
    }

    public EntryStanding StandingOf(CrowdEntry entry) => _standings[entry.Id];

    /// <summary>Gives a command that has to be granted.</summary>
    public void Do(CrowdEntry entry, EntryCommand command, Actor actor, DateTimeOffset at)
    {
        if (TryDo(entry, command, actor, at) is { } refusal)
        {
            throw new InvalidOperationException($"{command.Kind} of {entry.Id}, which stands at {_standings[entry.Id].State}: {refusal.Code}.");
        }
    }

    public Refusal? TryDo(CrowdEntry entry, EntryCommand command, Actor actor, DateTimeOffset at)
    {
        var before = _standings[entry.Id];
        var context = new CommandContext(actor, at, _policy, _trust[entry.Author.Id].View) { SpotCheck = SeededDraw.IsSpotCheck(_settings.Seed, entry.Id, _policy.SpotCheckT3) };
        var transition = Lifecycle.Apply(before, command, context);
        if (transition.IsDone)
        {
            _standings[entry.Id] = transition.Standing;
            Follow(entry, before, transition, at);
        }

        return transition.Refusal;
    }

    /// <summary>Which accounts belong together: the library's links over who invited whom.</summary>
    private static Dictionary<string, string> Clusters(CrowdSettings settings, IReadOnlyList<CrowdAuthor> authors)
    {
        var evidence = authors
            .Where(author => (author.Kind == CrowdKind.Sybil && settings.SybilsLinked) || (author.Kind == CrowdKind.Ring && settings.RingLinked))
            .Select(author => new LinkEvidence(author.Id, LinkKind.InviteRoot, author.Kind.ToString(), default));
        var linked = AccountLinks.Clusters(evidence, new LinkPolicy());
        return authors.ToDictionary(author => author.Id, author => linked.GetValueOrDefault(author.Id) ?? author.Id, StringComparer.Ordinal);
    }

    private static string Text(CrowdEntry entry) => $"{entry.Id}-{entry.Texts}";

    private Actor Author(CrowdEntry entry) => new(entry.Author.Id, _trust[entry.Author.Id].Cluster, ActorRole.Contributor);

    private bool HasRoom(bool isNewcomers) => IntakeRoom.HasRoom(_policy, Pace, _line.Queued, _line.NewcomersQueued, isNewcomers);

    private void Pass(CrowdEntry entry, DateTimeOffset at)
    {
        entry.IsNewcomers = _trust[entry.Author.Id].Tier == Tier.T0;
        Do(entry, EntryCommand.PassGates(!_settings.HasQuotas || HasRoom(entry.IsNewcomers)), Actor.Machine, at);
    }

    private void Follow(CrowdEntry entry, EntryStanding before, Transition transition, DateTimeOffset at)
    {
        var (after, trust) = (transition.Standing, _trust[entry.Author.Id]);
        trust.Opened((after.IsOpen ? 1 : 0) - (before.IsOpen ? 1 : 0));
        entry.IsAccepted = after.State == EntryState.Accepted;
        _line.Follow(entry, before, after);
        if (after.State == EntryState.Queued)
        {
            _order.Put(new QueueItem(
                entry.Id,
                entry.Author.Id,
                trust.Cluster,
                entry.IsNewcomers,
                after.QueuedAt!.Value,
                [.. after.CurrentVotes.Select(vote => (vote.ReviewerId, vote.Cluster))],
                [.. after.FormerReviewers]));
        }
        else if (before.State == EntryState.Queued)
        {
            _order.Remove(entry.Id);
        }

        foreach (var outcome in EntryOutcomes.Of(transition.Event!))
        {
            trust.Add(outcome);
        }

        _curators.Follow(entry, after.State);
        if (before.State is EntryState.InReview or EntryState.Escalated && after.State is EntryState.Accepted or EntryState.NeedsChanges or EntryState.Declined or EntryState.Abuse)
        {
            FollowDecision(entry, after, byCurator: before.State == EntryState.Escalated, at);
        }
    }

    private void FollowDecision(CrowdEntry entry, EntryStanding after, bool byCurator, DateTimeOffset at)
    {
        CountDecision(entry, at);
        foreach (var vote in after.CurrentVotes.Where(vote => vote.Accuracy is not null))
        {
            _calibration[vote.ReviewerId].Observe(new ReviewerObservation(vote.Verdict == Verdict.Accept, after.State == EntryState.Accepted, byCurator));
        }

        switch (after.State)
        {
            case EntryState.NeedsChanges:
                HandedBack.Enqueue(entry);
                break;
            case EntryState.Declined:
                Declined.Enqueue(entry);
                break;
        }
    }

    /// <summary>A reviewer is paused: what hung on their votes goes before a curator.</summary>
    private void LookAgain(CrowdReviewer reviewer, CrowdCalibration calibration, DateTimeOffset at)
    {
        foreach (var entry in calibration.Voted.Where(vote => vote.At >= at - DecisiveVotes.LookBack).Select(vote => vote.Entry).Distinct())
        {
            if (DecisiveVotes.AreIn(_standings[entry.Id], reviewer.Id, _trust[entry.Author.Id].View, _policy, at))
            {
                Do(entry, EntryCommand.Challenge(new ReasonGiven("other-change", Note: "A reviewer of it is in training.")), Actor.Machine, at);
            }
        }
    }
}
