using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>What the library knows of one reviewer, from known items and from what became of their votes.</summary>
internal sealed class CrowdCalibration(CrowdReviewer reviewer, Random chance)
{
    private const int TrainingPerDay = 20;

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private int _trained;

    public ReviewerAccuracy Accuracy { get; private set; } = ReviewerAccuracy.New;

    public bool IsPaused => Accuracy.IsPaused;

    public long Turn { get; private set; }

    /// <summary>Entries that they voted on, with the time.</summary>
    public List<(CrowdEntry Entry, DateTimeOffset At)> Voted { get; } = [];

    public Actor Actor => new(reviewer.Id, reviewer.Cluster, ActorRole.Reviewer) { Tier = Tier.T2, Accuracy = Accuracy.Mean };

    public void BeginDay() => _trained = 0;

    /// <summary>Shows a known item where it is time for one: then nothing else is reviewed.</summary>
    public bool ShowsKnownItem(GoldPolicy policy, long seed)
    {
        Turn++;
        if (IsPaused)
        {
            if (_trained++ < TrainingPerDay)
            {
                JudgeKnownItem();
            }

            return true;
        }

        if (!GoldItems.IsNext(seed, reviewer.Id, Turn, GoldItems.Rate(policy, Accuracy, hastyShare: 0)))
        {
            return false;
        }

        JudgeKnownItem();
        return true;
    }

    public void Observe(ReviewerObservation seen) => Accuracy = Accuracy.With(seen);

    public int SeenOf(string authorId) => _seen.GetValueOrDefault(authorId);

    public void VotedOn(CrowdEntry entry, DateTimeOffset at)
    {
        _seen[entry.Author.Id] = SeenOf(entry.Author.Id) + 1;
        Voted.Add((entry, at));
    }

    /// <summary>Half of the known items are good; nobody can tell them from others, the ring neither.</summary>
    private void JudgeKnownItem()
    {
        var isGood = chance.NextDouble() < 0.5;
        var item = new CrowdEntry("known", new CrowdAuthor("known", CrowdKind.Newcomer, 0), isGood ? CrowdQuality.Good : CrowdQuality.Poor, isPlausible: true);
        Observe(new ReviewerObservation(reviewer.Judge(item, chance) == Verdict.Accept, isGood, IsCertain: true));
    }
}
