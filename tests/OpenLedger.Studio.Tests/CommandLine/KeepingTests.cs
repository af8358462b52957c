using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.CommandLine;

/// <summary>The commands that keep a studio: backup, restore, reset-password.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Backup_IsMadeWhileTheStudioRuns_AndRestoredIntoANewFolder()
    {
        using (var people = new People(_folder))
        {
            await people.EnterAsync("Ann", Roles.Admin);

            var made = CommandRun.Of("backup", "--data", _folder.Path, "--out", _folder.File("safe/one.zip"), "--files", "--json");

            Assert.Equal((0, ""), (made.Status, made.Error));
            Assert.Equal(_folder.File("safe/one.zip"), (string?)made.Line["file"]);
        }

        var whole = CommandRun.Of("restore", _folder.File("safe/one.zip"), "--check");
        var restored = CommandRun.Of("restore", _folder.File("safe/one.zip"), "--out", _folder.File("new"));

        Assert.Contains("is whole", whole.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (restored.Status, restored.Error));
        Assert.Contains("passed its check", restored.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("new/studio.db")));
        Assert.Equal(2, CommandRun.Of("restore", _folder.File("safe/one.zip"), "--out", _folder.File("new")).Status);
    }

    [Fact]
    public async Task Restore_IsRefused_WhileAStudioHoldsTheFolder()
    {
        using var people = new People(_folder);
        await people.EnterAsync("Ann", Roles.Admin);
        CommandRun.Of("backup", "--data", _folder.Path, "--out", _folder.File("one.zip"));

        var run = CommandRun.Of("restore", _folder.File("one.zip"), "--data", _folder.Path);

        Assert.Equal(2, run.Status);
        Assert.Contains($"process {Environment.ProcessId}", run.Error, StringComparison.Ordinal);
        Assert.Contains("--data FOLDER", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_IsSet_OfWhoIsNamed_AndTheOldOneAndAllSessionsEnd()
    {
        string bob;
        using (var people = new People(_folder))
        {
            await people.EnterAsync("Ann", Roles.Admin);
            bob = (await people.EnterAsync("Bob", Roles.Trainer)).Id;
        }

        var unnamed = CommandRun.Of("reset-password", "--data", _folder.Path);
        var chosen = CommandRun.With("nine red kites over hay\n", "reset-password", "bob", "--data", _folder.Path);
        var weak = CommandRun.With("short\n", "reset-password", "bob", "--data", _folder.Path);
        var made = CommandRun.Of("reset-password", "ANN", "--data", _folder.Path);

        Assert.Equal(2, unnamed.Status);
        Assert.Contains("Ann, Bob", unnamed.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (chosen.Status, chosen.Error));
        Assert.Contains("at least 12", weak.Error, StringComparison.Ordinal);
        using var again = new People(_folder);
        Assert.True(Passwords.IsRight(again.Directory.Read(bob)!, "nine red kites over hay"));
        Assert.Empty(again.Sessions.Of(bob));
        Assert.Contains("The new password of Ann: ", made.Output, StringComparison.Ordinal);
        var told = made.Output.Split(": ")[1].Split('\n')[0];
        Assert.True(Passwords.IsRight(again.Directory.Read(again.Directory.Find("Ann")!)!, told));
        Assert.Equal(["account.password command line", "account.password command line"], again.AuditLines());
    }

    [Fact]
    public async Task Password_IsNotSet_WhileAStudioHoldsTheFolder()
    {
        using var people = new People(_folder);
        var ann = await people.EnterAsync("Ann", Roles.Admin);

        var run = CommandRun.Of("reset-password", "--data", _folder.Path);

        Assert.Equal(2, run.Status);
        Assert.Contains(StudioAddress.Default, run.Error, StringComparison.Ordinal);
        Assert.True(Passwords.IsRight(people.Directory.Read(ann.Id)!, People.Password));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("reset-password")]
    public void FolderWithoutAStudio_IsToldApart(string command)
    {
        var run = CommandRun.Of(command, "--data", _folder.File("none"));

        Assert.Equal(2, run.Status);
        Assert.Contains("no studio in the folder", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("none")));
    }
}
