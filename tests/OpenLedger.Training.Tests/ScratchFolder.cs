namespace OpenLedger.Training.Tests;

/// <summary>An empty folder for one test, gone after it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("openledger-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    /// <summary>Copies every file of <paramref name="source"/> into this folder.</summary>
    public ScratchFolder CopyOf(string source)
    {
        foreach (var file in Directory.EnumerateFiles(source))
        {
            System.IO.File.Copy(file, File(System.IO.Path.GetFileName(file)));
        }

        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
