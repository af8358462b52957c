using System.IO.Compression;
using System.Text;
using OpenLedger.Studio.Store.Backups;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Tests.Store;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StoreHouse _house;

    public BackupTests()
    {
        _house = new StoreHouse();
        _house.Queue.Write(context => context.Settings.Add(new SettingRow { Key = "a", Value = "1" }));
        Put("runs/20260301-120000-abcd/adapter_model.safetensors", "weights");
        Put("runs/20260301-120000-abcd/run.json", "{}");
        Put("runs/.making-x/run.json", "half");
        Put("keys/key-1.xml", "<key/>");
    }

    private string File1 => _folder.File("backup.zip");

    private CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _house.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Backup_WithFiles_IsTheWholeStudio_InANewFolder()
    {
        BackupWriting.Make(_house.Data, File1, withFiles: true, TimeProvider.System, Cancellation);
        Assert.Empty(BackupCheck.ProblemsOf(File1, _folder.Path, Cancellation));

        using var target = new TemporaryFolder();
        using var data = OpenLedger.Studio.Shell.DataFolder.Open(target.Path, "test", TimeProvider.System);
        var report = BackupRestoring.Restore(File1, data, TimeProvider.System, Cancellation);
        data.Dispose();

        Assert.Equal((3, 0, 0, null), (report.Written, report.Missing.Count, report.Other.Count, report.KeptAside));
        using var again = new StoreHouse(target);
        Assert.Equal("1", again.Read(context => context.Settings.Single().Value));
        Assert.Equal("weights", File.ReadAllText(Path.Combine(target.Path, "runs/20260301-120000-abcd/adapter_model.safetensors")));
        Assert.False(Directory.Exists(Path.Combine(target.Path, "runs/.making-x")));
    }

    [Fact]
    public void Backup_WithoutFiles_KnowsWhatIsMissing_AndWhatIsAnother()
    {
        var manifest = BackupWriting.Make(_house.Data, File1, withFiles: false, TimeProvider.System, Cancellation);
        Assert.Equal(["keys/key-1.xml"], manifest.Files.Where(file => file.IsInside).Select(file => file.Path));
        _house.Queue.Write(context => context.Settings.Single().Value = "2");
        File.Delete(Path.Combine(_house.Data.Runs, "20260301-120000-abcd/run.json"));
        Put("runs/20260301-120000-abcd/adapter_model.safetensors", "others!");
        var data = _house.Data.Path;
        _house.Dispose();

        using var folder = OpenLedger.Studio.Shell.DataFolder.Open(data, "test", TimeProvider.System);
        Directory.CreateDirectory(Path.Combine(data, "runs"));
        var report = BackupRestoring.Restore(File1, folder, TimeProvider.System, Cancellation);

        Assert.Contains("runs/20260301-120000-abcd/run.json", report.Missing);
    }

    [Fact]
    public void Restore_KeepsTheDatabaseOfBefore_WithItsLastChanges()
    {
        using var place = new TemporaryFolder();
        using (var house = new StoreHouse(place))
        {
            house.Queue.Write(context => context.Settings.Add(new SettingRow { Key = "a", Value = "old" }));
            BackupWriting.Make(house.Data, File1, withFiles: false, TimeProvider.System, Cancellation);
            house.Queue.Write(context => context.Settings.Single().Value = "new");
        }

        string aside;
        using (var data = OpenLedger.Studio.Shell.DataFolder.Open(place.Path, "test", TimeProvider.System))
        {
            aside = BackupRestoring.Restore(File1, data, TimeProvider.System, Cancellation).KeptAside!;
        }

        using var again = new StoreHouse(place);
        Assert.Equal("old", again.Read(context => context.Settings.Single().Value));
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={aside};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Value FROM Settings";
        Assert.Equal("new", command.ExecuteScalar());
    }

    [Fact]
    public void Keys_ComeBack_ForTheirOwnerOnly_AndTheKeyOfBeforeIsKeptAside()
    {
        Put("keys/releases.pem", "the key");
        BackupWriting.Make(_house.Data, File1, withFiles: false, TimeProvider.System, Cancellation);
        using var place = new TemporaryFolder();
        using var data = OpenLedger.Studio.Shell.DataFolder.Open(place.Path, "test", TimeProvider.System);
        File.WriteAllText(data.SigningKey, "another key");

        var report = BackupRestoring.Restore(File1, data, TimeProvider.System, Cancellation);

        Assert.Equal((2, null), (report.Written, report.KeyProblem));
        Assert.Equal("the key", File.ReadAllText(data.SigningKey));
        Assert.Equal("another key", File.ReadAllText(Directory.GetFiles(data.Backups, "before-restore-*-releases.pem").Single()));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(data.SigningKey) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(data.Database) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Backup_OfAStoreThatIsWrittenTo_IsWhole()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await _house.Queue.WriteAsync(context => context.Audit.Add(new AuditRow { Action = $"test.{i}", At = default }), CancellationToken.None);
            }
        }, Cancellation);

        for (var i = 0; i < 5; i++)
        {
            BackupWriting.Make(_house.Data, File1, withFiles: true, TimeProvider.System, Cancellation);
            Assert.Empty(BackupCheck.ProblemsOf(File1, _folder.Path, Cancellation));
        }

        await stop.CancelAsync();
        await writing;
        Assert.True(_house.Read(context => context.Audit.Count()) > 0);
    }

    [Fact]
    public void EveryDamage_IsFound_AndChangesNothing()
    {
        BackupWriting.Make(_house.Data, File1, withFiles: true, TimeProvider.System, Cancellation);
        var whole = File.ReadAllBytes(File1);
        using var place = new TemporaryFolder();
        using var data = OpenLedger.Studio.Shell.DataFolder.Open(place.Path, "test", TimeProvider.System);
        var random = new Random(5);
        for (var i = 0; i < 60; i++)
        {
            var bytes = whole.ToArray();
            if (i % 3 == 0)
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }
            else
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(File1, bytes);
            if (Damage(File1) is null)
            {
                // A bit that nobody reads: then what comes out is what went in.
                continue;
            }

            Assert.Throws<BackupException>(() => BackupRestoring.Restore(File1, data, TimeProvider.System, Cancellation));
            Assert.False(File.Exists(data.Database));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Backups));
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("/tmp/evil.txt")]
    [InlineData("studio.holder.json")]
    [InlineData("runs/../../evil.txt")]
    public void BackupThatNamesAnotherPlace_IsRefused(string path)
    {
        var manifest = BackupWriting.Make(_house.Data, File1, withFiles: false, TimeProvider.System, Cancellation);
        var evil = manifest with { Files = [new BackedUpFile(path, 4, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("evil"u8)), IsInside: true, default)] };
        using (var zip = ZipFile.Open(File1, ZipArchiveMode.Update))
        {
            zip.GetEntry(BackupManifest.Name)!.Delete();
            Write(zip, BackupManifest.Name, evil.Write());
            Write(zip, path, "evil"u8.ToArray());
        }

        using var place = new TemporaryFolder();
        using var data = OpenLedger.Studio.Shell.DataFolder.Open(place.File("data"), "test", TimeProvider.System);
        var holder = File.ReadAllText(Path.Combine(data.Path, "studio.holder.json"));

        Assert.Throws<BackupException>(() => BackupRestoring.Restore(File1, data, TimeProvider.System, Cancellation));

        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(place.Path).Select(Path.GetFileName));
        Assert.Equal(holder, File.ReadAllText(Path.Combine(data.Path, "studio.holder.json")));
    }

    [Theory]
    [InlineData("not a zip file")]
    [InlineData("")]
    public void OtherFile_IsRefusedInASentence(string content)
    {
        File.WriteAllText(File1, content);
        using var place = new TemporaryFolder();
        using var data = OpenLedger.Studio.Shell.DataFolder.Open(place.Path, "test", TimeProvider.System);

        Assert.Throws<BackupException>(() => BackupRestoring.Restore(File1, data, TimeProvider.System, Cancellation));
        Assert.Throws<BackupException>(() => BackupRestoring.Restore(_folder.File("none.zip"), data, TimeProvider.System, Cancellation));
    }

    private string? Damage(string file)
    {
        try
        {
            return BackupCheck.ProblemsOf(file, _folder.Path, Cancellation) is [var problem, ..] ? problem : null;
        }
        catch (BackupException exception)
        {
            return exception.Message;
        }
    }

    private void Put(string path, string text)
    {
        var full = Path.Combine(_house.Data.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text, new UTF8Encoding(false));
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(content);
    }
}
