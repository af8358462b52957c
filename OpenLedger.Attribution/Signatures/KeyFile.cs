using System.Text;

namespace OpenLedger.Attribution.Signatures;

/// <summary>A secret key in a file that only its owner can read.</summary>
public static class KeyFile
{
    private const int LargestFile = 4096;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the key of a file, or makes one where there is no file yet.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="chance">Fills bytes with chance that nobody can foresee.</param>
    /// <exception cref="AttributionException">The file holds no key, or others can read it.</exception>
    public static SigningKey OpenOrCreate(string path, Action<Span<byte>> chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        if (!File.Exists(path))
        {
            Create(path, chance);
        }

        return Open(path);
    }

    /// <summary>Reads the key of a file.</summary>
    /// <exception cref="AttributionException">There is no file, it holds no key, or others can read it.</exception>
    public static SigningKey Open(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new AttributionException($"There is no key at {path}. Restore it from a backup: with another key nothing that was signed before can be continued.");
        }

        if (!OperatingSystem.IsWindows() && (file.UnixFileMode & Others) != UnixFileMode.None)
        {
            throw new AttributionException($"Others can read the signing key {path}. Take that from them (chmod 600), and think about whether somebody has copied it.");
        }

        return (file.Length <= LargestFile ? SigningKey.TryParse(File.ReadAllText(path)) : null)
            ?? throw new AttributionException($"{path} holds no signing key of Ed25519. Restore it from a backup, or move it away to begin with a new key.");
    }

    /// <summary>Written whole beside its place and then moved there, so that no half key exists; who comes second takes the first one's.</summary>
    private static void Create(string path, Action<Span<byte>> chance)
    {
        Span<byte> seed = stackalloc byte[SigningKey.SeedBytes];
        chance(seed);
        Span<byte> mark = stackalloc byte[8];
        chance(mark);
        var beside = $"{path}.{Convert.ToHexStringLower(mark)}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(beside, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(SigningKey.From(seed).ToText()));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }
}
