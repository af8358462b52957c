using OpenLedger.Studio.Features.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunFoldersTests : IDisposable
{
    private static readonly RunId First = Named("20260101-120000-aaaa");
    private static readonly RunId Second = Named("20260101-120000-bbbb");
    private static readonly RunId Third = Named("20260101-120000-cccc");

    private readonly RunsHouse _house = new((_, _, _) => throw new InvalidOperationException("Nothing is trained here."));

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Reserve_NameThatIsTaken_TakesTheNext_AndLeavesTheOtherRunAsItIs()
    {
        var names = new Queue<RunId>([First, First, First, Second]);
        _house.Folders.Create(_house.Folders.Reserve(names.Dequeue, _ => false), folder => File.WriteAllText(Path.Combine(folder, "wish.json"), "{}"));

        var second = _house.Folders.Reserve(names.Dequeue, _ => false);
        _house.Folders.Create(second, _ => { });

        Assert.Equal(Second, second);
        Assert.Equal([First, Second], _house.Folders.All());
        Assert.Equal("{}", _house.Folders.ReadText(First, "wish.json"));
        Assert.Null(_house.Folders.ReadText(Second, "wish.json"));
    }

    [Fact]
    public void Reserve_NameThatIsBeingMade_OrHasARow_IsPassedOver()
    {
        _house.Folders.Reserve(() => First, _ => false);

        Assert.Equal(Second, _house.Folders.Reserve(new Queue<RunId>([First, Third, Second]).Dequeue, id => id == Third));
    }

    [Fact]
    public void Reserve_WithoutAFreeName_SaysSo()
    {
        var failure = Assert.Throws<IOException>(() => _house.Folders.Reserve(() => First, _ => true));

        Assert.Contains("No free name", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ThatFailsHalfWay_LeavesNothingBehind()
    {
        var draft = new RunCard { Id = string.Empty, Title = "first", Model = "nano-llama", CreatedAt = default, QueuedAt = default, State = RunState.Waiting };

        await Assert.ThrowsAsync<IOException>(() => _house.Book.CreateAsync(draft, _ => throw new IOException("The disk is full.")));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_house.Folders.PathOf(First))!));
        Assert.Empty(_house.Book.All());
    }

    private static RunId Named(string name)
    {
        Assert.True(RunId.TryParse(name, out var id));
        return id;
    }
}
