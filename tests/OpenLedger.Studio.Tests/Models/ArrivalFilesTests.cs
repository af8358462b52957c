using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>What a studio that ended at the wrong moment leaves, and what a disk that fails does.</summary>
public sealed class ArrivalFilesTests : IDisposable
{
    private readonly TemporaryFolder _outside = new();
    private readonly ModelsHouse _house = new();

    public void Dispose()
    {
        _house.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public async Task Settle_FinishesWhatHasItsRow_AndRemovesTheRest()
    {
        foreach (var name in new[] { ".arriving-1", ".adding-kept", ".adding-lost", ".unpacking-2" })
        {
            Directory.CreateDirectory(Path.Combine(_house.Data.Models, name, "deep"));
        }

        Directory.CreateDirectory(Path.Combine(_house.Data.Adapters, ".adding-gone"));
        await _house.Get<ModelBook>().AddAsync(new ModelRow { Id = "kept", Name = "Kept", Folder = "kept", Origin = "Copied", Card = "{}" });

        _house.Get<ArrivalFiles>().Settle();

        Assert.Equal(["kept"], _house.Left);
    }

    [Theory]
    [InlineData("No space left on device")]
    [InlineData("Input/output error")]
    public void DiskThatFails_WhileCopying_LeavesNothing_AndIsTold(string problem) =>
        Fails(path => path.EndsWith("model.safetensors", StringComparison.Ordinal) ? throw new IOException(problem) : File.Create(path), problem);

    [Fact]
    public void DiskThatFillsUp_InTheMiddleOfAFile_LeavesNothing() => Fails(path => new FillingStream(path), "No space left on device");

    [Fact]
    public void FileThatMayNotBeRead_LeavesNothing_AndIsTold() => Fails(_ => throw new UnauthorizedAccessException("Access to the path is denied."), "denied");

    [Fact]
    public void Link_OnAnotherDisk_IsToldToCopy()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "needs a second file system");
        var source = $"/dev/shm/openledger-{Guid.NewGuid():N}";
        Directory.CreateDirectory(source);
        try
        {
            File.WriteAllText(Path.Combine(source, "config.json"), "{}");
            var refusal = Assert.Throws<ArchiveRefusedException>(() => FolderCopy.Make(
                _outside.File("out"), [new LocalFile("config.json", Path.Combine(source, "config.json"), 2)], link: true, _ => { }, null, TestContext.Current.CancellationToken));

            Assert.Contains("another disk", refusal.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(_outside.File("out")));
        }
        finally
        {
            Directory.Delete(source, recursive: true);
        }
    }

    [Fact]
    public void GivingUp_WhileCopying_LeavesNothing()
    {
        var files = Files();
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => FolderCopy.Make(_outside.File("out"), files, link: false, _ => stop.Cancel(), null, stop.Token));

        Assert.False(Directory.Exists(_outside.File("out")));
    }

    private void Fails(Func<string, Stream> create, string words)
    {
        var files = Files();

        var refusal = Assert.Throws<ArchiveRefusedException>(() => FolderCopy.Make(_outside.File("out"), files, link: false, _ => { }, create, TestContext.Current.CancellationToken));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was added", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_outside.File("out")));
    }

    private IReadOnlyList<LocalFile> Files()
    {
        var (_, files, problem) = new LocalFolder(_house.Options, _house.Data).Look(AddedModel.Copy(_outside));
        Assert.Null(problem);
        return files;
    }

    /// <summary>Takes a little, then the disk is full.</summary>
    private sealed class FillingStream(string path) : FileStream(path, FileMode.CreateNew, FileAccess.Write)
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, Math.Min(count, 100));
            throw new IOException("No space left on device");
        }
    }
}
