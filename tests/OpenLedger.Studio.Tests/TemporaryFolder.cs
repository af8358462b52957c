namespace OpenLedger.Studio.Tests;

/// <summary>A folder that is gone after the test, or one of another process that stays.</summary>
internal sealed class TemporaryFolder(string? others = null) : IDisposable
{
    public string Path { get; } = others ?? Directory.CreateTempSubdirectory("openledger-studio-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (others is null)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
