using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

public sealed class UploadsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly UploadsHouse _house;

    public UploadsTests() => _house = new UploadsHouse(_folder);

    public void Dispose()
    {
        _house.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pieces_BecomeTheFile()
    {
        var id = await _house.BeginAsync(5);

        Assert.Equal(3, (await _house.WriteAsync(id, 0, [1, 2, 3])).State!.Received);
        Assert.Null(_house.Desk.Finished("vera", id));
        Assert.Equal(UploadOutcome.Done, (await _house.WriteAsync(id, 3, [4, 5])).Outcome);

        var file = _house.Desk.Finished("vera", id)!;
        Assert.Equal(("m.zip", 5L), (file.FileName, file.Length));
        Assert.Equal([1, 2, 3, 4, 5], File.ReadAllBytes(file.Path));
        Assert.Equal(id, Path.GetFileName(file.Path));
        await _house.Desk.RemoveAsync("vera", id);
        Assert.Empty(Directory.EnumerateFiles(_house.Folder));
    }

    [Fact]
    public async Task PieceAtAnotherPlace_IsToldWhereToGoOn()
    {
        var id = await _house.BeginAsync(5);
        await _house.WriteAsync(id, 0, [1, 2]);

        foreach (var offset in new long[] { 0, 1, 3, -1, long.MaxValue })
        {
            var answer = await _house.WriteAsync(id, offset, [9]);
            Assert.Equal((UploadOutcome.OtherPlace, 2L), (answer.Outcome, answer.State!.Received));
        }
    }

    [Fact]
    public async Task Upload_OfAnother_DoesNotExist()
    {
        var id = await _house.BeginAsync(2);
        await _house.WriteAsync(id, 0, [1, 2]);

        Assert.Null(_house.Desk.Find("max", id));
        Assert.Null(_house.Desk.Finished("max", id));
        Assert.Equal(UploadOutcome.NotFound, (await _house.WriteAsync(id, 0, [9], "max")).Outcome);
        await _house.Desk.RemoveAsync("max", id);
        Assert.NotNull(_house.Desk.Finished("vera", id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../studio.db")]
    [InlineData("00000000000000000000000000000000")]
    public void IdThatIsNone_IsNotFound(string id) => Assert.Null(_house.Desk.Find("vera", id));

    [Fact]
    public async Task RestartedStudio_GoesOn_AndForgetsWhatWasNotAcknowledged()
    {
        var id = await _house.BeginAsync(4);
        await _house.WriteAsync(id, 0, [1, 2]);
        _house.Dispose();
        await File.AppendAllTextAsync(Path.Combine(_house.Folder, id), "half a piece", TestContext.Current.CancellationToken);

        using var again = new UploadsHouse(_folder);

        Assert.Equal(2, again.Desk.Find("vera", id)!.Received);
        await again.WriteAsync(id, 2, [3, 4]);
        Assert.Equal([1, 2, 3, 4], File.ReadAllBytes(again.Desk.Finished("vera", id)!.Path));
    }

    [Fact]
    public async Task FileThatVanished_BeginsAnew()
    {
        var id = await _house.BeginAsync(4);
        await _house.WriteAsync(id, 0, [1, 2]);
        File.Delete(Path.Combine(_house.Folder, id));

        Assert.Equal(0, _house.Desk.Find("vera", id)!.Received);
    }

    [Fact]
    public async Task BrokenLine_KeepsWhatCame()
    {
        var id = await _house.BeginAsync(5);

        var answer = await _house.Desk.WriteAsync("vera", id, 0, new BreakingStream([1, 2, 3]), TestContext.Current.CancellationToken);

        Assert.Equal(3, answer.State!.Received);
        await _house.WriteAsync(id, 3, [4, 5]);
        Assert.Equal([1, 2, 3, 4, 5], File.ReadAllBytes(_house.Desk.Finished("vera", id)!.Path));
    }

    [Fact]
    public async Task MoreThanAnnounced_IsRefused_AndChangesNothing()
    {
        var id = await _house.BeginAsync(3);
        await _house.WriteAsync(id, 0, [1]);

        var answer = await _house.WriteAsync(id, 1, [2, 3, 4]);

        Assert.Equal((UploadOutcome.TooLong, 1L), (answer.Outcome, answer.State!.Received));
        Assert.Contains("More came than was announced", answer.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, new FileInfo(Path.Combine(_house.Folder, id)).Length);
    }

    [Fact]
    public async Task FullDisk_IsToldBeforeAndWhile_AndGoesOnWhenThereIsRoom()
    {
        _house.Free = 500_000_003;
        var refused = await _house.Desk.BeginAsync("vera", "model", "m.zip", 4);
        Assert.Equal(UploadOutcome.NoSpace, refused.Outcome);
        Assert.Contains("no room", refused.Problem!.ToString(), StringComparison.Ordinal);

        _house.Free = 500_000_004;
        var id = await _house.BeginAsync(4);
        _house.Free = 1_000;
        Assert.Equal((UploadOutcome.NoSpace, 0L), (await _house.WriteAsync(id, 0, [1, 2, 3, 4])) is var answer ? (answer.Outcome, answer.State!.Received) : default);

        _house.Free = 600_000_000;
        Assert.Equal(UploadOutcome.Done, (await _house.WriteAsync(id, 0, [1, 2, 3, 4])).Outcome);
    }

    [Fact]
    public async Task WhatIsStillToCome_CountsAsTaken()
    {
        _house.Free = 500_000_010;
        await _house.BeginAsync(8);

        Assert.Equal(UploadOutcome.NoSpace, (await _house.Desk.BeginAsync("max", "model", "m.zip", 4)).Outcome);
    }

    [Fact]
    public async Task ThirdAtOnce_Waits_UntilOneIsThereOrForgotten()
    {
        var first = await _house.BeginAsync(2);
        await _house.BeginAsync(2);

        Assert.Equal(UploadOutcome.TooMany, (await _house.Desk.BeginAsync("vera", "model", "m.zip", 2)).Outcome);
        Assert.Equal(UploadOutcome.Done, (await _house.Desk.BeginAsync("max", "model", "m.zip", 2)).Outcome);
        await _house.WriteAsync(first, 0, [1, 2]);
        await _house.BeginAsync(2);
        Assert.Equal(UploadOutcome.TooMany, (await _house.Desk.BeginAsync("vera", "model", "m.zip", 2)).Outcome);
        _house.Clock.Move(TimeSpan.FromMinutes(3));
        Assert.Equal(UploadOutcome.Done, (await _house.Desk.BeginAsync("vera", "model", "m.zip", 2)).Outcome);
    }

    [Fact]
    public async Task WhatWaitsOfOnePerson_IsBounded()
    {
        await _house.BeginAsync(1_000_000_000);
        await _house.BeginAsync(1_000_000_000);
        _house.Clock.Move(TimeSpan.FromHours(1));

        Assert.Contains("too many", (await _house.Desk.BeginAsync("vera", "model", "m.zip", 1)).Problem!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model", "page.html", 5, "is not of the kind")]
    [InlineData("model", "x.php", 5, "is not of the kind")]
    [InlineData("model", "x.svg", 5, "is not of the kind")]
    [InlineData("model", ".zip", 5, "is not of the kind")]
    [InlineData("model", "a\0b.zip", 5, "cannot be seen")]
    [InlineData("model", "a\u202Epiz.exe.zip", 5, "cannot be seen")]
    [InlineData("model", "m.zip", 0, "is empty")]
    [InlineData("model", "m.zip", -1, "is empty")]
    [InlineData("model", "m.zip", 10_000_000_000, "at most 1 GB")]
    [InlineData("data", "d.csv", 1001, "at most 1 kB")]
    [InlineData("other", "m.zip", 5, "Nothing here takes")]
    public async Task WrongFile_IsRefusedBeforeItsFirstByte(string purpose, string name, long length, string words)
    {
        var answer = await _house.Desk.BeginAsync("vera", purpose, name, length);

        Assert.Contains(words, answer.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(_house.Store.All());
    }

    [Theory]
    [InlineData("../../x.zip", "x.zip")]
    [InlineData("C:\\fakepath\\x.zip", "x.zip")]
    [InlineData("CON.zip", "CON.zip")]
    public async Task NameWithAPath_IsOnlyAName(string given, string kept)
    {
        var id = await _house.BeginAsync(1, name: given);
        await _house.WriteAsync(id, 0, [1]);

        Assert.Equal(kept, _house.Desk.Finished("vera", id)!.FileName);
        Assert.Equal([id], Directory.EnumerateFiles(_house.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Sweep_RemovesWhatNobodyTouchedForADay_AndStrays()
    {
        var old = await _house.BeginAsync(2);
        await _house.WriteAsync(old, 0, [1]);
        File.WriteAllText(Path.Combine(_house.Folder, "stray"), "");
        _house.Clock.Move(TimeSpan.FromHours(23));
        var young = await _house.BeginAsync(2);
        await _house.WriteAsync(young, 0, [1]);
        _house.Clock.Move(TimeSpan.FromHours(2));

        await _house.Desk.SweepAsync();

        Assert.Equal([young], Directory.EnumerateFiles(_house.Folder).Select(Path.GetFileName));
        Assert.Equal([young], _house.Store.All().Select(row => row.Id));
    }

    /// <summary>Gives some bytes, then the line breaks.</summary>
    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? await base.ReadAsync(buffer, cancellationToken) : throw new IOException("The connection was reset.");
    }
}
