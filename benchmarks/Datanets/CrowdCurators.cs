using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>
/// Two curators: each decides sixty entries a day, escalated and appealed ones first, then questioned ones. They
/// are right in 95 of 100, and are taken never to mistake good faith for bad.
/// </summary>
internal sealed class CrowdCurators(CrowdOurHouse house, Random chance)
{
    private const double Accuracy = 0.95;
    private const int PerHour = 5;

    private static readonly Actor[] Both =
    [
        new("curator-1", "curator-1", ActorRole.Curator) { Tier = Tier.T4, Accuracy = Accuracy },
        new("curator-2", "curator-2", ActorRole.Curator) { Tier = Tier.T4, Accuracy = Accuracy },
    ];

    private readonly CrowdReviewer _view = new("curator", "curator", CrowdManner.Careful, Accuracy, perDay: 0, mistakenAbuse: 0);
    private readonly Queue<CrowdEntry> _escalated = new();
    private readonly Queue<CrowdEntry> _challenged = new();
    private int _turn;

    /// <summary>The reasons that go with a verdict.</summary>
    public static ReasonGiven[] Reasons(Verdict verdict) => verdict switch
    {
        Verdict.Accept => [],
        Verdict.NeedsChanges => [new ReasonGiven("incomplete", "response", Note: "Add what is still asked for.")],
        Verdict.Decline => [new ReasonGiven("not-teachable")],
        _ => [new ReasonGiven("nonsense")],
    };

    public void Follow(CrowdEntry entry, EntryState state)
    {
        if (state == EntryState.Escalated)
        {
            _escalated.Enqueue(entry);
        }
        else if (state == EntryState.Challenged)
        {
            _challenged.Enqueue(entry);
        }
    }

    public void Work(int hour, DateTimeOffset at)
    {
        for (var done = 0; done < PerHour; done++)
        {
            if (Next(_escalated, EntryState.Escalated) is { } escalated)
            {
                Decide(escalated, at);
            }
            else if (Next(_challenged, EntryState.Challenged) is { } challenged)
            {
                Settle(challenged, at);
            }
        }
    }

    private void Decide(CrowdEntry entry, DateTimeOffset at)
    {
        var verdict = _view.Judge(entry, chance);
        if (verdict == Verdict.Abuse && house.StandingOf(entry).AppealedFrom == EntryState.Declined)
        {
            verdict = Verdict.Decline;
        }

        var command = EntryCommand.Decide(verdict, Reasons(verdict));
        if (house.TryDo(entry, command, Both[_turn++ % 2], at) is not null)
        {
            house.Do(entry, command, Both[_turn % 2], at);
        }
    }

    private void Settle(CrowdEntry entry, DateTimeOffset at)
    {
        var command = _view.Judge(entry, chance) == Verdict.Accept ? new EntryCommand(CommandKind.Uphold) : EntryCommand.Tombstone(false, new ReasonGiven("wrong-answer"));
        house.Do(entry, command, Both[_turn++ % 2], at);
    }

    private CrowdEntry? Next(Queue<CrowdEntry> queue, EntryState state)
    {
        while (queue.TryDequeue(out var entry))
        {
            if (house.StandingOf(entry).State == state)
            {
                return entry;
            }
        }

        return null;
    }
}
