using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>What linked accounts use together.</summary>
internal sealed class CrowdUse
{
    public int Today { get; set; }

    public int Open { get; set; }

    public int Accounts { get; set; }
}

/// <summary>What the library says of one author.</summary>
internal sealed class CrowdTrust(CrowdAuthor author, string cluster, CrowdUse shared)
{
    private const int Bytes = 600;

    private readonly List<ContributorOutcome> _outcomes = [];
    private readonly HashSet<int> _activeDays = [];
    private readonly CrowdUse _own = new();
    private Reputation _reputation = Reputation.New;
    private DateTimeOffset? _frozenUntil;
    private DateTimeOffset? _brakeUntil;

    public CrowdAuthor Author { get; } = author;

    public Tier Tier { get; private set; } = Tier.T0;

    public bool WasFrozen { get; private set; }

    /// <summary>Entries handed in so far.</summary>
    public int Entries { get; private set; }

    public AuthorView View => new(Cluster, Tier, _reputation.Mean);

    public string Cluster { get; } = cluster;

    public void BeginDay(int day, DateTimeOffset at, QualificationPolicy qualification)
    {
        (_own.Today, shared.Today) = (0, 0);
        if (_outcomes.Count == 0)
        {
            return;
        }

        _reputation = Reputation.Of(_outcomes, at);
        var accepted = _outcomes.Count(outcome => outcome.Kind == OutcomeKind.Accepted);
        var decided = _outcomes.Count(outcome => outcome.Kind is OutcomeKind.Accepted or OutcomeKind.Declined or OutcomeKind.AbuseConfirmed);
        var accuracy = Author.QualificationAccuracy;
        Tier = Tiers.After(Tier, new ContributorRecord(accepted, decided, day - Author.Joins, _activeDays.Count, _reputation, accuracy > 0 ? qualification.Items : 0, accuracy), qualification);
        Restrain(at);
    }

    /// <summary>Whether an entry may be handed in.</summary>
    public bool MaySubmit(QuotaPolicy policy, double decisionsPerDay, int backlog, DateTimeOffset at)
    {
        var situation = new QuotaSituation(
            Tier,
            decisionsPerDay,
            backlog,
            LinkedAccounts: shared.Accounts,
            BrakeUntil: _brakeUntil > at ? _brakeUntil : null,
            FrozenUntil: _frozenUntil > at ? _frozenUntil : null);
        var use = Quotas.Today(policy, situation).SharedWithCluster ? shared : _own;
        return Quotas.Ask(policy, situation, new QuotaUse(use.Today, use.Open, 0), Bytes, isRevision: false) is null;
    }

    public void Submitted(int day)
    {
        Entries++;
        _own.Today++;
        shared.Today++;
        _activeDays.Add(day);
    }

    public void Opened(int change)
    {
        _own.Open += change;
        shared.Open += change;
    }

    public void Add(ContributorOutcome outcome)
    {
        _outcomes.Add(outcome);
        if (outcome.Kind != OutcomeKind.Accepted)
        {
            Restrain(outcome.At);
        }
    }

    private void Restrain(DateTimeOffset at)
    {
        _brakeUntil = SoftBrake.Until(_outcomes, at);
        _frozenUntil = AbuseFreeze.Until(_outcomes, at);
        WasFrozen |= _frozenUntil is not null;
    }
}
