namespace OpenLedger.Benchmarks.Datanets;

/// <summary>How a Datanet is run: who may bring something, who reviews what, and when it is decided.</summary>
internal abstract class CrowdHouse(IEnumerable<CrowdReviewer> reviewers)
{
    public List<CrowdReviewer> Reviewers { get; } = [.. reviewers];

    /// <summary>Entries that came back since the simulation looked last.</summary>
    public Queue<CrowdEntry> HandedBack { get; } = new();

    /// <summary>Entries that were declined since.</summary>
    public Queue<CrowdEntry> Declined { get; } = new();

    public int Votes { get; private set; }

    public int VotesOnJunk { get; private set; }

    public int Decisions { get; private set; }

    /// <summary>Honest accounts that had to rest.</summary>
    public virtual int HonestFrozen => 0;

    /// <summary>Entries that wait for a decision.</summary>
    public abstract int Backlog { get; }

    public virtual void BeginDay(int day, DateTimeOffset at)
    {
    }

    /// <summary>Whether an author may hand an entry in now.</summary>
    public abstract bool Takes(CrowdAuthor author, DateTimeOffset at);

    public abstract void Submit(CrowdEntry entry, DateTimeOffset at);

    /// <summary>One unit of a reviewer's time.</summary>
    public abstract void Review(CrowdReviewer reviewer, DateTimeOffset at);

    /// <summary>A revision of an entry that came back; false where none is taken.</summary>
    public virtual bool Revise(CrowdEntry entry, DateTimeOffset at) => false;

    public virtual void Appeal(CrowdEntry entry, DateTimeOffset at)
    {
    }

    public virtual void Withdraw(CrowdEntry entry, DateTimeOffset at)
    {
    }

    public virtual void EndHour(int hour, DateTimeOffset at)
    {
    }

    protected void CountVote(CrowdEntry entry)
    {
        Votes++;
        VotesOnJunk += entry.Quality == CrowdQuality.Junk ? 1 : 0;
    }

    protected void CountDecision(CrowdEntry entry, DateTimeOffset at)
    {
        Decisions++;
        entry.FirstDecisionAt ??= at;
    }
}
