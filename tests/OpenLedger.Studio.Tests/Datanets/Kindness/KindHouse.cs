using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Kindness;

/// <summary>A Datanet of strangers with its owner, and contributors who are refused in every way there is.</summary>
internal sealed class KindHouse : IDisposable
{
    private int _number;

    public DatanetsHouse Datanets { get; } = new();

    public ReviewDesk Reviews => new(Datanets.People.House.Contexts, Datanets.People.House.Queue, Datanets.Datanets, Datanets.Entries, Datanets.People.Clock);

    public CurrentAccount Owner { get; private set; } = null!;

    public string Id { get; private set; } = "";

    public async Task OpenAsync(PolicyPreset preset = PolicyPreset.OpenCrowd)
    {
        Owner = await Datanets.EnterAsync("vera");
        Id = await Datanets.MakeAsync(Owner, preset);
    }

    /// <summary>Somebody new who may contribute.</summary>
    public async Task<CurrentAccount> NewcomerAsync()
    {
        var person = await Datanets.EnterAsync($"newcomer{++_number}");
        Assert.Null(await Datanets.Members.JoinAsync(person, Id));
        return person;
    }

    /// <summary>An entry like no other.</summary>
    public HandIn Entry(string more = "")
    {
        var number = ++_number;
        return DatanetsHouse.Entry($"What matters in case {number} of mooring a boat at a quay?", $"In case {number} whoever comes alone throws the line first and steps over afterwards.{more}");
    }

    /// <summary>An entry that waits for review.</summary>
    public async Task<string> SubmitAsync(CurrentAccount author)
    {
        var answer = await Datanets.Entries.SubmitAsync(author, Id, Entry());
        Assert.True(answer.IsDone, answer.Problem?.ToString());
        return answer.EntryId!;
    }

    /// <summary>The owner decides about it.</summary>
    public async Task<EntryAnswer> DecideAsync(string entry, Verdict verdict, params IReadOnlyList<ReasonGiven> reasons)
    {
        if (StateOf(entry) != EntryState.Escalated)
        {
            Assert.True((await Datanets.Entries.ApplyAsync(Owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." })).IsDone);
        }

        return await Reviews.VoteAsync(Owner, new Ballot($"ballot{++_number}", entry, verdict, reasons, Decides: true));
    }

    public EntryState StateOf(string entry) => Datanets.Book.Find(Owner, entry)!.State;

    public Reputation ReputationOf(CurrentAccount person) => Datanets.Members.CardOf(Id, person.Id).ReputationAt(Datanets.People.Clock.GetUtcNow());

    public AllowanceView AllowanceOf(CurrentAccount person) => Datanets.Book.Allowance(person, Datanets.Datanets.Find(person, Id)!);

    public void Dispose() => Datanets.Dispose();
}
