using System.IO.Compression;
using OpenLedger.Studio.Archives;

namespace OpenLedger.Studio.Tests.Archives;

public sealed class SafeArchiveTests : IDisposable
{
    private const int Mutations = 20_000;

    private static readonly ArchiveLimits Limits = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HonestFile_IsUnpacked_ByteForByte()
    {
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        using (var zip = ZipFile.Open(_folder.File("good.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntry("model/");
            Add(zip, "model/config.json", "{}"u8.ToArray(), CompressionLevel.Optimal);
            Add(zip, "model/model.safetensors", content, CompressionLevel.NoCompression);
            Add(zip, "model/grüße.txt", [], CompressionLevel.Optimal);
        }

        var paths = SafeArchive.Extract(_folder.File("good.zip"), _folder.File("good"), Limits, TestContext.Current.CancellationToken);

        Assert.Equal(["model/config.json", "model/model.safetensors", "model/grüße.txt"], paths);
        Assert.Equal(content, File.ReadAllBytes(_folder.File("good/model/model.safetensors")));
        Assert.Equal(["good", "good.zip"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void FileOfAnotherProgram_WithSizesBehindTheContent_IsUnpacked()
    {
        using (var pipe = new ForwardOnly(File.Create(_folder.File("streamed.zip"))))
        using (var zip = new ZipArchive(pipe, ZipArchiveMode.Create))
        {
            Add(zip, "a.txt", "hello"u8.ToArray(), CompressionLevel.Optimal);
        }

        SafeArchive.Extract(_folder.File("streamed.zip"), _folder.File("out"), Limits, TestContext.Current.CancellationToken);

        Assert.Equal("hello", File.ReadAllText(_folder.File("out/a.txt")));
    }

    [Fact]
    public void OnlyWhatHasAPlace_IsUnpacked()
    {
        File.WriteAllBytes(_folder.File("two.zip"), ZipForge.Of(new("top/a.txt", "a"u8.ToArray()), new("top/evil.html", "b"u8.ToArray())));
        using var archive = SafeArchive.Open(_folder.File("two.zip"), Limits);
        var came = 0;

        archive.ExtractTo(_folder.File("out"), entry => entry.Name == "a.txt" ? entry.Name : null, count => came += count, TestContext.Current.CancellationToken);

        Assert.Equal(["a.txt"], Directory.EnumerateFileSystemEntries(_folder.File("out")).Select(Path.GetFileName));
        Assert.Equal(1, came);
    }

    [Fact]
    public void FullDisk_LeavesNothing_AndIsToldWithWhatToDo()
    {
        File.WriteAllBytes(_folder.File("good.zip"), ZipForge.Of(new("a.txt", "a"u8.ToArray()), new("b.txt", "b"u8.ToArray())));
        using var archive = SafeArchive.Open(_folder.File("good.zip"), Limits, path => path.EndsWith("b.txt", StringComparison.Ordinal)
            ? throw new IOException("No space left on device")
            : File.Create(path));

        var refusal = Assert.Throws<ArchiveRefusedException>(() => archive.ExtractTo(_folder.File("out"), entry => entry.Path, null, TestContext.Current.CancellationToken));

        Assert.Contains("No space left on device", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Free some space", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["good.zip"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void GivingUp_LeavesNothing()
    {
        File.WriteAllBytes(_folder.File("good.zip"), ZipForge.Of(new("a.txt", "a"u8.ToArray()), new("b.txt", "b"u8.ToArray())));
        using var leaving = new CancellationTokenSource();
        using var archive = SafeArchive.Open(_folder.File("good.zip"), Limits);

        Assert.Throws<OperationCanceledException>(() => archive.ExtractTo(_folder.File("out"), entry => entry.Path, _ => leaving.Cancel(), leaving.Token));

        Assert.Equal(["good.zip"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Sweep_RemovesWhatAnEndWithoutWarningLeft()
    {
        Directory.CreateDirectory(_folder.File(".unpacking-123/deep"));
        Directory.CreateDirectory(_folder.File("model"));

        SafeArchive.Sweep(_folder.Path);

        Assert.Equal(["model"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void ShortEntry_IsRead_UpToItsLimit()
    {
        File.WriteAllBytes(_folder.File("one.zip"), ZipForge.Of(new ForgedEntry("a.txt", "hello"u8.ToArray())));
        using var archive = SafeArchive.Open(_folder.File("one.zip"), Limits);

        Assert.Equal("hello"u8.ToArray(), archive.Read(archive.Entries[0], 5, TestContext.Current.CancellationToken));
        Assert.Throws<ArchiveRefusedException>(() => archive.Read(archive.Entries[0], 4, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void BytesTurnedAtRandom_GiveARefusal_NeverAnotherFailure()
    {
        var original = ZipForge.Of(new("folder/a.txt", "hello hello hello"u8.ToArray()), new ForgedEntry("b.bin", new byte[200]) { Method = 0 });
        var chance = new Random(7);
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = (byte[])original.Clone();
            for (var turns = chance.Next(1, 4); turns > 0; turns--)
            {
                bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            }

            try
            {
                using var archive = SafeArchive.Open(new MemoryStream(bytes), Limits);
                foreach (var entry in archive.Entries)
                {
                    archive.Read(entry, 100_000, TestContext.Current.CancellationToken);
                }
            }
            catch (ArchiveRefusedException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, Mutations / 2, Mutations);
    }

    private static void Add(ZipArchive zip, string name, byte[] content, CompressionLevel level)
    {
        using var stream = zip.CreateEntry(name, level).Open();
        stream.Write(content);
    }

    /// <summary>A stream that cannot be sought in, so that the writer puts the sizes behind the content.</summary>
    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
