using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets;

/// <summary>Each number of a policy about copies and votes does what it says.</summary>
public sealed class PolicyGatesTests : IDisposable
{
    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Card_HandsEveryNumberAboutCopies_ToTheGates()
    {
        const string Policy = """{"dup": {"bands": 12, "rows": 4, "dup": 0.7, "flag": 0.5, "containment": 0.85, "numberGuard": false, "maxResponsesPerPrompt": 2}, "gates": {"contamination": {"n": 11, "block": 0.3}}}""";

        var gates = new DatanetCard { Policy = Policy }.Gates;

        var copies = gates.Duplicates;
        Assert.Equal((12, 4, 0.7, 0.5, 0.85, false), (copies.Bands, copies.Rows, copies.DuplicateAt, copies.SimilarAt, copies.ContainmentAt, copies.NumberGuard));
        Assert.Equal((2, 11, 0.3), (gates.MostResponsesPerPrompt, gates.ContaminationWords, gates.ContaminationBlock));
        Assert.Equal(new OpenLedger.Datanets.Duplicates.DuplicateOptions(), new DatanetCard().Gates.Duplicates);
    }

    [Fact]
    public async Task OtherThresholds_AreAskedByFromTheNextEntryOn()
    {
        const string Prompt = "How is a bowline tied at the end of a mooring line?";
        var owner = await _house.EnterAsync("vera");
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Entries.SubmitAsync(owner, id, DatanetsHouse.Entry(Prompt, "Make a small loop near the end, bring the end up through it, around the standing part and back down."));
        var alike = DatanetsHouse.Entry("How is a bowline tied at the end of a heaving line?", "Make a small loop near the end, bring the end up through it, behind the other part and down again.");
        Assert.DoesNotContain(await RulesAsync(), IsFlagged);

        var form = DatanetForm.Of(_house.Datanets.Find(owner, id)!);
        form.Policy = """{"dup": {"bands": 50, "rows": 2, "dup": 0.3, "flag": 0.2}}""";
        Assert.Empty(await _house.Datanets.SaveAsync(owner, id, form));

        Assert.Contains(await RulesAsync(), IsFlagged);

        Task<IReadOnlyList<Finding>> RulesAsync() => _house.Entries.CheckAsync(owner, id, alike.Content, alike.Category);
        static bool IsFlagged(Finding finding) => finding is { Rule: GateRule.NearCopy, Severity: Severity.Flag };
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task OtherVotes_AreShownToAReviewer_AsThePolicySays(bool blind, int seen)
    {
        var (owner, omar) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var form = DatanetsHouse.Form(PolicyPreset.OpenCrowd);
        form.Policy = $$"""{"blindFirstPass": {{(blind ? "true" : "false")}}}""";
        var id = (await _house.Datanets.CreateAsync(owner, form)).Id!;
        await _house.Members.JoinAsync(omar, id);
        var (rita, sam) = (await ReviewerAsync("rita"), await ReviewerAsync("sam"));
        var desk = new ReviewDesk(_house.People.House.Contexts, _house.People.House.Queue, _house.Datanets, _house.Entries, _house.People.Clock);
        var entry = (await _house.Entries.SubmitAsync(omar, id, DatanetsHouse.Numbered(1))).EntryId!;
        Assert.Equal(EntryState.Queued, (await desk.TakeAndVoteAsync(rita, new Ballot("rita's", entry, Verdict.Accept, []))).State);

        Assert.Equal(seen, (await desk.NextAsync(sam, id, [])).Item!.Votes.Count);

        async Task<CurrentAccount> ReviewerAsync(string name)
        {
            var reviewer = await _house.EnterAsync(name);
            Assert.Null(await _house.Members.PutAsync(owner, id, name, DatanetRole.Reviewer));
            return reviewer;
        }
    }

    [Fact]
    public async Task Review_EarnsRoom_WhenItsEntryIsDecided_OutvotedOrNot()
    {
        var (owner, omar) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(omar, id);
        var people = new[] { await _house.EnterAsync("rita"), await _house.EnterAsync("sam"), await _house.EnterAsync("kim") };
        foreach (var name in new[] { "rita", "sam", "kim" })
        {
            Assert.Null(await _house.Members.PutAsync(owner, id, name, DatanetRole.Reviewer));
        }

        var desk = new ReviewDesk(_house.People.House.Contexts, _house.People.House.Queue, _house.Datanets, _house.Entries, _house.People.Clock);
        var entry = (await _house.Entries.SubmitAsync(omar, id, DatanetsHouse.Numbered(1))).EntryId!;
        var decline = new ReasonGiven(ReasonCatalogue.For(Verdict.Decline).First().Code);
        await desk.TakeAndVoteAsync(people[0], new Ballot("one", entry, Verdict.Decline, [decline]));
        await desk.TakeAndVoteAsync(people[1], new Ballot("two", entry, Verdict.Accept, []));
        Assert.Equal([0, 0, 0], Earned());

        _house.People.Clock.Move(TimeSpan.FromDays(1));
        await _house.Entries.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        await _house.Entries.ApplyAsync(owner, entry, EntryCommand.Decide(Verdict.Accept));

        Assert.Equal([1, 1, 0], Earned());
        Assert.Equal(0, _house.Members.CardOf(id, people[0].Id).ReviewsOn(_house.People.Clock.GetUtcNow().AddDays(1)));
        Assert.Equal(1, _house.Members.CardOf(id, people[0].Id).ActiveDays);

        IEnumerable<int> Earned() => people.Select(person => _house.Members.CardOf(id, person.Id).ReviewsOn(_house.People.Clock.GetUtcNow()));
    }
}
