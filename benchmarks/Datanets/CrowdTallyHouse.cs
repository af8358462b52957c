using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>
/// The rules of others in short: a random open entry, votes counted and not weighed, no revision. Open-Assistant: three votes, two of them
/// for it; Common Voice: two more for than against, or the other way round, from two on; OpenLedger: the owner's one decision, and twenty entries a
/// contributor and day.
/// </summary>
internal sealed class CrowdTallyHouse(IEnumerable<CrowdReviewer> reviewers, Random chance, int perDay, Func<int, int, bool?> decide) : CrowdHouse(reviewers)
{
    private const int Tries = 20;

    private readonly List<CrowdEntry> _open = [];
    private readonly Dictionary<string, (HashSet<string> Voters, int For, int Against)> _votes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _today = new(StringComparer.Ordinal);

    public override int Backlog => _open.Count;

    public static CrowdTallyHouse OpenAssistant(IEnumerable<CrowdReviewer> reviewers, Random chance) =>
        new(reviewers, chance, int.MaxValue, (yes, no) => yes + no < 3 ? null : yes >= 2);

    public static CrowdTallyHouse CommonVoice(IEnumerable<CrowdReviewer> reviewers, Random chance) =>
        new(reviewers, chance, int.MaxValue, (yes, no) => yes >= 2 && yes > no ? true : no >= 2 && no > yes ? false : null);

    public static CrowdTallyHouse OneOwner(Random chance) =>
        new([new CrowdReviewer("owner", "owner", CrowdManner.Careful, 0.90, 400)], chance, 20, (yes, _) => yes > 0);

    public override void BeginDay(int day, DateTimeOffset at) => _today.Clear();

    public override bool Takes(CrowdAuthor author, DateTimeOffset at) => _today.GetValueOrDefault(author.Id) < perDay;

    public override void Submit(CrowdEntry entry, DateTimeOffset at)
    {
        _today[entry.Author.Id] = _today.GetValueOrDefault(entry.Author.Id) + 1;
        _open.Add(entry);
        _votes[entry.Id] = (new HashSet<string>(StringComparer.Ordinal), 0, 0);
    }

    public override void Review(CrowdReviewer reviewer, DateTimeOffset at)
    {
        for (var attempt = 0; attempt < Tries && _open.Count > 0; attempt++)
        {
            var place = chance.Next(_open.Count);
            var entry = _open[place];
            var (voters, yes, no) = _votes[entry.Id];
            if (entry.Author.Id == reviewer.Id || !voters.Add(reviewer.Id))
            {
                continue;
            }

            CountVote(entry);
            var (votesFor, votesAgainst) = reviewer.Judge(entry, chance) == Verdict.Accept ? (yes + 1, no) : (yes, no + 1);
            _votes[entry.Id] = (voters, votesFor, votesAgainst);
            if (decide(votesFor, votesAgainst) is { } accepted)
            {
                entry.IsAccepted = accepted;
                CountDecision(entry, at);
                _open[place] = _open[^1];
                _open.RemoveAt(_open.Count - 1);
                _votes.Remove(entry.Id);
            }

            return;
        }
    }
}
