using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Tests.Datanets.Known;
using OpenLedger.Studio.Tests.Shell;

namespace OpenLedger.Studio.Tests.Datanets.Review;

public sealed class ReviewKeysTests : IDisposable
{
    private readonly KnownHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Keys_AreAllDeclaredOnce_AndExplained()
    {
        string[] asked = ["a", "r", "x", "!", "0", "1", "9", "e", "d", "v", "s", "u", "j", "k", "b", "/", "?"];

        Assert.All(asked, key => Assert.NotNull(ReviewKeys.Find(key)));
        Assert.Equal(Enum.GetValues<ReviewAct>(), ReviewKeys.All.Select(key => key.Act).Order());
        Assert.Null(ReviewKeys.Find("q"));
        Assert.Empty(ReviewKeys.All.Select(key => key.What.Text).Except(German.Words));
    }

    [Fact]
    public async Task Alike_AreOfTheSameAuthorAndCategory_AndEachCountsByItself()
    {
        await _house.MakeAsync();
        var (knots, other) = (_house.Put(30, EntryState.Queued), _house.Put(2, EntryState.Queued, "Sails"));
        var rita = await _house.ReviewerAsync("rita");
        var item = (await _house.Review.NextAsync(rita, _house.Id, other)).Item!;

        var alike = _house.Review.Alike(rita, _house.Id, item.Id, [item.Id]);

        Assert.InRange(alike.Count, 1, ReviewOrder.MostTogether - 1);
        Assert.All(alike, entry => Assert.Contains(entry.Row.Id, knots));
        Assert.DoesNotContain(alike, entry => entry.Row.Id == item.Id);
        foreach (var entry in alike.Take(2))
        {
            var answer = await _house.Review.TakeAndVoteAsync(rita, new Ballot(entry.Row.Id, entry.Row.Id, Verdict.Accept, []));
            Assert.Equal((null, EntryState.Accepted), (answer.Problem?.ToString(), answer.State));
        }

        Assert.Equal(2, _house.Datanets.People.House.Read(context => context.Reviews.Count()));
    }

    [Fact]
    public async Task Search_FindsAcceptedEntries_AndTakesSignsAsTheyAre()
    {
        await _house.MakeAsync();
        _house.Put(2, EntryState.Accepted);
        _house.Put(2, EntryState.Queued);
        var rita = await _house.ReviewerAsync("rita");

        Assert.Equal(2, _house.Datanets.Book.Search(rita, _house.Id, "good for").Count);
        Assert.Empty(_house.Datanets.Book.Search(rita, _house.Id, "go%for"));
        Assert.Empty(_house.Datanets.Book.Search(rita, _house.Id, "go"));
    }
}
