using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

public class DataFolderTests
{
    [Fact]
    public void Second_IsRefused_AndToldWhoHoldsIt()
    {
        using var folder = new TemporaryFolder();
        using var first = DataFolder.Open(folder.Path, "http://localhost:6001", TimeProvider.System);

        var refusal = Assert.Throws<StudioStartException>(() => DataFolder.Open(folder.Path, "http://localhost:6002", TimeProvider.System));

        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("http://localhost:6001", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_IsFreeAgain_WhenTheFirstHasEnded()
    {
        using var folder = new TemporaryFolder();
        DataFolder.Open(folder.Path, "http://localhost:6001", TimeProvider.System).Dispose();

        using var second = DataFolder.Open(folder.Path, "http://localhost:6002", TimeProvider.System);

        Assert.True(Directory.Exists(second.Runs));
    }

    [Fact]
    public void PlaceThatIsAFile_IsRefusedInASentence()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("data"), "");

        var refusal = Assert.Throws<StudioStartException>(() => DataFolder.Open(folder.File("data"), "", TimeProvider.System));

        Assert.Contains("--Studio:DataFolder=", refusal.Message, StringComparison.Ordinal);
    }
}
