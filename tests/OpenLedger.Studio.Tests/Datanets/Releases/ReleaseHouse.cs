using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Releases;

namespace OpenLedger.Studio.Tests.Datanets.Releases;

/// <summary>Datanets with releases: the desks over a store with people in it.</summary>
internal sealed class ReleaseHouse : IDisposable
{
    private static readonly string[] Subjects =
    [
        "a bowline for a mooring line", "reefing the mainsail in a gale", "reading a tide table in spring", "varnishing an old wooden deck", "choosing an anchor for mud",
        "cooking beans on a tilted stove", "steering by the pole star", "mending a torn genoa", "calling the coast guard by radio", "oiling a squeaking winch",
    ];

    public ReleaseHouse()
    {
        var store = Datanets.People.House;
        Signer = new ReleaseSigner(store.Data);
        Desk = new ReleaseDesk(store.Contexts, store.Queue, Datanets.Datanets, Signer, Datanets.People.Audit, Datanets.People.Clock);
        Training = new ReleaseTrainingDesk(store.Contexts, Datanets.Datanets);
    }

    public DatanetsHouse Datanets { get; } = new();

    public ReleaseSigner Signer { get; }

    public ReleaseDesk Desk { get; }

    public ReleaseTrainingDesk Training { get; }

    /// <summary>Entries of the owner, accepted at once.</summary>
    public async Task<IReadOnlyList<string>> AcceptAsync(CurrentAccount owner, string id, int count, int from = 0)
    {
        var entries = new List<string>();
        for (var number = from; number < from + count; number++)
        {
            var subject = Subjects[number % Subjects.Length];
            var answer = await Datanets.Entries.SubmitAsync(owner, id, DatanetsHouse.Entry($"What matters in case {number} of {subject}?", $"Case {number}: whoever thinks of {subject} takes their time and asks somebody who did it before."));
            Assert.True(answer.IsDone, answer.Problem?.ToString());
            entries.Add(answer.EntryId!);
        }

        return entries;
    }

    public async Task<ReleaseView> MakeAsync(CurrentAccount owner, string id, string? ownWords = null)
    {
        Datanets.People.Clock.Move(TimeSpan.FromMinutes(1));
        var (made, problem) = await Desk.MakeAsync(owner, id, ownWords, TestContext.Current.CancellationToken);
        Assert.True(made is not null, problem?.ToString());
        return made!;
    }

    public void Dispose() => Datanets.Dispose();
}
