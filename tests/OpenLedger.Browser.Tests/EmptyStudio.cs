namespace OpenLedger.Browser.Tests;

/// <summary>
/// A studio in a folder of its own, gone with it: one for each test of a class that is derived from it, or one for all tests of a class that
/// leave it as it is.
/// </summary>
public class EmptyStudio : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal StudioProcess Studio { get; private set; } = null!;

    internal string Folder => _folder.Path;

    public async ValueTask InitializeAsync()
    {
        Prepare();
        Studio = await StudioProcess.StartAsync(Folder, Settings);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Studio.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the studio is told on its command line.</summary>
    protected virtual string[] Settings => [];

    /// <summary>Lays into the folder what the studio is to find when it starts.</summary>
    protected virtual void Prepare()
    {
    }
}
