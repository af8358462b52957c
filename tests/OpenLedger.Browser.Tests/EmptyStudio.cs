namespace OpenLedger.Browser.Tests;

/// <summary>One studio for all tests of a class that leave it as it is.</summary>
public sealed class EmptyStudio : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal StudioProcess Process { get; private set; } = null!;

    internal string Folder => _folder.Path;

    public async ValueTask InitializeAsync() => Process = await StudioProcess.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
