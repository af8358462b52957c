using OpenLedger.Studio.Features.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunFoldersTests : IDisposable
{
    private static readonly RunId First = Named("20260101-120000-aaaa");
    private static readonly RunId Second = Named("20260101-120000-bbbb");

    private readonly RunsHouse _house = new((_, _, _) => throw new InvalidOperationException("Nothing is trained here."));

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Create_NameThatIsTaken_TakesTheNext_AndLeavesTheOtherRunAsItIs()
    {
        var names = new Queue<RunId>([First, First, First, Second]);
        _house.Folders.Create(names.Dequeue, id => CardOf(id, "first"), folder => File.WriteAllText(Path.Combine(folder, "wish.json"), "{}"));

        var second = _house.Folders.Create(names.Dequeue, id => CardOf(id, "second"), _ => { });

        Assert.Equal(Second, second);
        Assert.Equal([("second", Second.Value), ("first", First.Value)], _house.Desk.All().Select(card => (card.Title, card.Id)));
        Assert.Equal("{}", _house.Folders.ReadText(First, "wish.json"));
        Assert.Null(_house.Folders.ReadText(Second, "wish.json"));
    }

    [Fact]
    public void Create_NameThatIsBeingMade_IsPassedOver()
    {
        var within = default(RunId);

        _house.Folders.Create(() => First, id => CardOf(id, "outer"), _ =>
            within = _house.Folders.Create(new Queue<RunId>([First, Second]).Dequeue, id => CardOf(id, "inner"), _ => { }));

        Assert.Equal(Second, within);
        Assert.Equal(["inner", "outer"], _house.Desk.All().Select(card => card.Title));
    }

    [Fact]
    public void Create_WithoutAFreeName_SaysSo()
    {
        _house.Folders.Create(() => First, id => CardOf(id, "first"), _ => { });

        var failure = Assert.Throws<IOException>(() => _house.Folders.Create(() => First, id => CardOf(id, "second"), _ => { }));

        Assert.Contains("No free name", failure.Message, StringComparison.Ordinal);
        Assert.Equal("first", Assert.Single(_house.Desk.All()).Title);
    }

    [Fact]
    public void Create_ThatFailsHalfWay_LeavesNothingBehind()
    {
        Assert.Throws<IOException>(() => _house.Folders.Create(() => First, id => CardOf(id, "first"), _ => throw new IOException("The disk is full.")));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_house.Folders.PathOf(First))!));
    }

    private static RunId Named(string name)
    {
        Assert.True(RunId.TryParse(name, out var id));
        return id;
    }

    private static RunCard CardOf(RunId id, string title) =>
        new() { Id = id.Value, Title = title, Model = "nano-llama", CreatedAt = default, QueuedAt = default, State = RunState.Finished };
}
