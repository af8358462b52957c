using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Tests.Datanets.Known;

namespace OpenLedger.Studio.Tests.Datanets.Threads;

/// <summary>How an accepted entry is questioned, settled and taken out.</summary>
public sealed class QuestionedTests : IDisposable
{
    private static readonly ReasonGiven OffTopic = new("off-topic", Note: "It is about planes.");

    private readonly KnownHouse _house = new();

    private EntryDesk Entries => _house.Datanets.Entries;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Questioned_WaitsForCurators_WithTheReason_AndStays()
    {
        await _house.MakeAsync();
        var (entry, rita) = (_house.Put(1, EntryState.Released)[0], await _house.ReviewerAsync("rita"));
        Assert.Equal(EntryState.Challenged, (await Entries.ApplyAsync(rita, entry, EntryCommand.Challenge(OffTopic))).State);

        Assert.Equal(1, _house.Review.Counts(_house.Owner, _house.Id).Escalated);
        var item = (await _house.Review.NextEscalatedAsync(_house.Owner, _house.Id, [])).Item!;
        Assert.True(item.IsQuestioned);
        Assert.Equal([OffTopic], item.Raised!.Reasons);
        var settled = await _house.Review.VoteAsync(_house.Owner, new Ballot("stays", entry, Verdict.Accept, [], Decides: true) { Settles = true });

        Assert.Equal((null, EntryState.Accepted), (settled.Problem?.ToString(), settled.State));
        Assert.Equal(0, _house.Review.Counts(_house.Owner, _house.Id).Escalated);
    }

    [Fact]
    public async Task Questioned_IsTakenOut_WithAReason_ByCuratorsAlone()
    {
        await _house.MakeAsync();
        var (entry, rita) = (_house.Put(1, EntryState.Accepted)[0], await _house.ReviewerAsync("rita"));
        await Entries.ApplyAsync(rita, entry, EntryCommand.Challenge(OffTopic));
        Ballot Ballot(string key, params IReadOnlyList<ReasonGiven> reasons) => new(key, entry, Verdict.Decline, reasons, Decides: true) { Settles = true };

        Assert.False((await _house.Review.VoteAsync(rita, Ballot("rita's", OffTopic))).IsDone);
        Assert.False((await _house.Review.VoteAsync(_house.Owner, Ballot("silent"))).IsDone);
        Assert.Equal(EntryState.Tombstoned, (await _house.Review.VoteAsync(_house.Owner, Ballot("said", OffTopic))).State);
        Assert.Equal([OffTopic], _house.Datanets.Book.Reasons(entry));
    }

    [Fact]
    public async Task TakenOut_QuestionedAndSettledInOneWrite()
    {
        await _house.MakeAsync();
        var (entries, rita) = (_house.Put(2, EntryState.Accepted), await _house.ReviewerAsync("rita"));

        Assert.False((await Entries.TakeOutAsync(rita, entries[0], OffTopic)).IsDone);
        Assert.Equal(EntryState.Accepted, StateOf(entries[0]));
        Assert.Equal(EntryState.Tombstoned, (await Entries.TakeOutAsync(_house.Owner, entries[0], OffTopic)).State);
        Assert.Equal([CommandKind.Challenge, CommandKind.Tombstone], Commands(entries[0]));

        // What was questioned before is only settled.
        await Entries.ApplyAsync(rita, entries[1], EntryCommand.Challenge(OffTopic));
        Assert.Equal(EntryState.Tombstoned, (await Entries.TakeOutAsync(_house.Owner, entries[1], OffTopic, consentWithdrawn: true)).State);
        Assert.Equal([CommandKind.Challenge, CommandKind.Tombstone], Commands(entries[1]));
    }

    /// <summary>A curator may question the entry of a linked account, not settle it: then nothing is written, not even the question.</summary>
    [Fact]
    public async Task TakenOut_WhereTheSecondStepIsRefused_NothingIsWritten()
    {
        await _house.MakeAsync();
        var author = await _house.Datanets.EnterAsync("omar");
        await _house.Datanets.Members.JoinAsync(author, _house.Id);
        var entry = (await Entries.SubmitAsync(author, _house.Id, DatanetsHouse.Numbered(3))).EntryId!;
        var rita = await _house.ReviewerAsync("rita");
        await _house.Review.NextAsync(rita, _house.Id, []);
        Assert.Equal(EntryState.Accepted, (await _house.Review.VoteAsync(rita, new Ballot("good", entry, Verdict.Accept, []))).State);
        _house.Datanets.People.House.Queue.Write(context =>
        {
            foreach (var person in new[] { author.Id, _house.Owner.Id })
            {
                var member = context.DatanetMembers.Find(_house.Id, person)!;
                member.Card = (MemberCard.Read(member.Card) with { Cluster = "home" }).Json();
            }
        });
        var before = Commands(entry);

        var refused = await Entries.TakeOutAsync(_house.Owner, entry, OffTopic);

        Assert.False(refused.IsDone);
        Assert.Equal(EntryState.Accepted, StateOf(entry));
        Assert.Equal(before, Commands(entry));
    }

    [Fact]
    public async Task Reviewer_LeavesAnEntryToTheCurators_WithWhatTheyShouldLookAt()
    {
        await _house.MakeAsync();
        var (entry, rita) = (_house.Put(1, EntryState.Queued)[0], await _house.ReviewerAsync("rita"));
        await _house.Review.NextAsync(rita, _house.Id, []);

        Assert.False((await _house.Review.EscalateAsync(await _house.ReviewerAsync("sam"), entry, "I do not have it.")).IsDone);
        Assert.False((await _house.Review.EscalateAsync(rita, entry, " ")).IsDone);
        Assert.Equal(EntryState.Escalated, (await _house.Review.EscalateAsync(rita, entry, "Is that allowed in a harbour?")).State);

        var item = (await _house.Review.NextEscalatedAsync(_house.Owner, _house.Id, [])).Item!;
        Assert.Equal((false, "Is that allowed in a harbour?"), (item.IsQuestioned, item.Raised!.Evidence[EvidenceNames.Note]));
    }

    private EntryState StateOf(string entry) => _house.Datanets.Book.Find(_house.Owner, entry)!.State;

    private List<CommandKind> Commands(string entry) => [.. _house.Datanets.Book.Thread(_house.Owner, entry)!.Events.Select(happened => happened.Command)];
}
