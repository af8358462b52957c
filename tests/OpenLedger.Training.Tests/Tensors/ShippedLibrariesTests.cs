using System.Text;
using System.Text.RegularExpressions;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Tests.Tensors;

public partial class ShippedLibrariesTests
{
    /// <summary>What Debian 12 (3.4.30) and Ubuntu 22.04 (3.4.30) offer.</summary>
    private const int NewestOnDebian12 = 30;

    /// <summary>libtorch_cpu.so itself is built for far older systems; reading its 460 MB would take longer than all other tests.</summary>
    private const long Readable = 64 << 20;

    // A name of its own in the table of needed versions; the symbol table also keeps "symbol@GLIBCXX_3.4.32" as a plain note.
    [GeneratedRegex(@"(?<=\0)GLIBCXX_3\.4\.(\d+)(?=\0)")]
    private static partial Regex WantedVersion { get; }

    [Fact]
    public void LibTorchSharp_AsShipped_AsksForNothingNewerThanDebian12Has()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has libstdc++ versions.");
        var libraries = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.so*", SearchOption.AllDirectories)
            .Where(path => new FileInfo(path).Length < Readable)
            .ToArray();

        Assert.Contains(libraries, path => Path.GetFileName(path) == "libLibTorchSharp.so");
        Assert.All(libraries, path => Assert.InRange(NewestWantedBy(path), 0, NewestOnDebian12));
    }

    [Fact]
    public void EnsureLoaded_OnThisMachine_ReturnsAndLeavesNoStrayCopy()
    {
        TensorLibrary.EnsureLoaded();

        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
    }

    private static int NewestWantedBy(string path) =>
        WantedVersion.Matches(Encoding.Latin1.GetString(File.ReadAllBytes(path)))
            .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
            .DefaultIfEmpty(0)
            .Max();
}
