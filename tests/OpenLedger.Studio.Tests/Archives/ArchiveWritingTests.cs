using System.Text;
using OpenLedger.Studio.Archives;

namespace OpenLedger.Studio.Tests.Archives;

public sealed class ArchiveWritingTests : IDisposable
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WrittenArchive_ComesBack_AndIsTheSameEachTime()
    {
        File.WriteAllBytes(_folder.File("weights"), [1, 2, 3]);
        ArchivePart[] parts = [ArchivePart.OfText("README.md", new string('x', 5000)), ArchivePart.OfFile("adapter_model.safetensors", _folder.File("weights"))];
        var (one, two) = (new MemoryStream(), new MemoryStream());

        ArchiveWriting.Write(one, Moment, parts, TestContext.Current.CancellationToken);
        ArchiveWriting.Write(two, Moment, parts, TestContext.Current.CancellationToken);

        Assert.Equal(one.ToArray(), two.ToArray());
        using var archive = SafeArchive.Open(new MemoryStream(one.ToArray()), new ArchiveLimits());
        Assert.Equal(["README.md", "adapter_model.safetensors"], archive.Entries.Select(entry => entry.Path));
        Assert.Equal([1, 2, 3], archive.Read(archive.Entries[1], 10, TestContext.Current.CancellationToken));
        Assert.True(archive.Entries[0].StoredBytes < 500);
    }

    [Fact]
    public void BadName_IsAMistakeOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => ArchiveWriting.Write(new MemoryStream(), Moment, [ArchivePart.OfText("../x", "")], TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Checksum_IsTheOneOfZipFiles(string text, uint expected) => Assert.Equal(expected, Crc32.Of(Encoding.ASCII.GetBytes(text)));
}
