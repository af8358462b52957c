using System.Text;
using OpenLedger.Studio.Archives;

namespace OpenLedger.Studio.Tests.Archives;

/// <summary>Files that were made to do harm: each is refused in its own words, and nothing is left on the disk.</summary>
public sealed class HostileArchiveTests
{
    private const uint UnixLink = 0xA1FFu << 16;
    private const uint UnixPipe = 0x1000u << 16;

    private static readonly byte[] Hello = "hello"u8.ToArray();

    private static readonly ArchiveLimits Limits = new()
    {
        MostEntries = 1_000,
        MostBytes = 64 * ArchiveLimits.Megabyte,
        MostBytesAnEntry = 32 * ArchiveLimits.Megabyte,
    };

    private static readonly Dictionary<string, (Func<byte[]> File, string Words)> Cases = new(StringComparer.Ordinal)
    {
        ["no byte at all"] = (() => [], "is empty"),
        ["a text"] = (() => Encoding.ASCII.GetBytes("just words, renamed"), "not a zip file"),
        ["a web page"] = (() => Encoding.ASCII.GetBytes("<html><script>alert(1)</script></html>"), "not a zip file"),
        ["a drawing with a script"] = (() => Encoding.ASCII.GetBytes("<svg xmlns=\"\" onload=\"alert(1)\"/>"), "not a zip file"),
        ["a script before the zip file"] = (() => Before("<?php system($_GET['x']); ?>"), "not a zip file"),
        ["a picture before the zip file"] = (() => Before("\u0089PNG\r\n\u001a\n"), "not a zip file"),
        ["a document before the zip file"] = (() => Before("%PDF-1.7 /OpenAction << /JS (app.alert(1)) >>"), "not a zip file"),
        ["cut in the middle"] = (() => ZipForge.Named("a.txt")[..40], "cut short"),
        ["cut in its last bytes"] = (() => ZipForge.Named("a.txt")[..^3], "cut short"),
        ["a page behind the end"] = (() => new ZipForge { After = "<html>"u8.ToArray() }.Make(new ForgedEntry("a.txt", Hello)), "cut short"),
        ["one of several parts"] = (() => new ZipForge { Disk = 3 }.Make(new ForgedEntry("a.txt", Hello)), "several parts"),
        ["a list that lies elsewhere"] = (() => new ZipForge { ListAt = 3 }.Make(new ForgedEntry("a.txt", Hello)), "list of files is not where"),
        ["a list that is longer"] = (() => new ZipForge { ListBytes = 17_000_000 }.Make(new ForgedEntry("a.txt", Hello)), "list of files in the zip file is too long"),
        ["a path upward"] = (() => ZipForge.Named("../evil.txt"), "leads out of its folder"),
        ["a path down and upward"] = (() => ZipForge.Named("a/../../evil.txt"), "leads out of its folder"),
        ["a path through here"] = (() => ZipForge.Named("./a.txt"), "leads out of its folder"),
        ["a path from the top"] = (() => ZipForge.Named("/etc/passwd"), "begins at the top of the disk"),
        ["a path upward for Windows"] = (() => ZipForge.Named("..\\evil.txt"), "has the character \\"),
        ["a drive"] = (() => ZipForge.Named("C:\\evil.txt"), "has the character"),
        ["a hidden stream"] = (() => ZipForge.Named("a.txt:evil"), "has the character :"),
        ["a name that is ended early"] = (() => ZipForge.Named("a.safetensors\0.exe"), "characters that cannot be seen"),
        ["a name that reads backward"] = (() => ZipForge.Named("model\u202Etxt.exe"), "characters that cannot be seen"),
        ["a device"] = (() => ZipForge.Named("CON"), "means a device"),
        ["a device with an ending"] = (() => ZipForge.Named("folder/com1.txt"), "means a device"),
        ["a name that ends with a dot"] = (() => ZipForge.Named("model."), "ends with a dot"),
        ["a part without a name"] = (() => ZipForge.Named("a//b.txt"), "part without a name"),
        ["a name that is no text"] = (() => ZipForge.Of(new ForgedEntry("", Hello) { RawName = [0x61, 0xFF, 0xFE, 0x62] }), "not readable text"),
        ["a very long name"] = (() => ZipForge.Named(new string('a', 300)), "is too long"),
        ["folders without end"] = (() => ZipForge.Named(string.Join('/', Enumerable.Repeat("a", 60))), "too many folders"),
        ["a link"] = (() => ZipForge.Of(new ForgedEntry("model.safetensors", "/etc/passwd"u8.ToArray()) { OutsideAttributes = UnixLink }), "is a link"),
        ["a pipe"] = (() => ZipForge.Of(new ForgedEntry("model.safetensors", []) { OutsideAttributes = UnixPipe }), "but a device"),
        ["locked with a password"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { Flags = 1 }), "locked with a password"),
        ["locked in its own header alone"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { LocalFlags = 1 }), "cannot be unpacked"),
        ["locked with another lock"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { Method = 99 }), "locked with a password"),
        ["an unknown packing"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { Method = 14 }), "packed in a way that is not read here (number 14)"),
        ["one name twice"] = (() => ZipForge.Of(new("a.txt", Hello), new("a.txt", Hello)), "is in the zip file twice"),
        ["one name in two cases"] = (() => ZipForge.Of(new("Config.json", Hello), new("config.JSON", Hello)), "is in the zip file twice"),
        ["one name in two spellings"] = (() => ZipForge.Of(new("\u00e9.txt", Hello), new("e\u0301.txt", Hello)), "is in the zip file twice"),
        ["a file that is a folder too"] = (() => ZipForge.Of(new("a", Hello), new("a/b.txt", Hello)), "as a file and as a folder"),
        ["a folder with content"] = (() => ZipForge.Of(new ForgedEntry("a/", Hello) { Method = 0 }), "has content of its own"),
        ["two names for one file"] = (() => ZipForge.Of(new ForgedEntry("good.json", Hello) { LocalName = "evil.html"u8.ToArray() }), "another name inside"),
        ["files that share their bytes"] = (Overlapping, "shares its bytes"),
        ["a file outside the file"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { HeaderAt = 5_000 }), "lies outside the zip file"),
        ["wide numbers that are missing"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { HeaderAt = uint.MaxValue }), "lies outside the zip file"),
        ["wide numbers beyond the file"] = (() => Wide(announced: 5, headerAt: 1L << 62), "lies outside the zip file"),
        ["wide numbers below nothing"] = (() => Wide(announced: long.MinValue, headerAt: 0), "wide form (zip64)"),
        ["eight exabytes announced"] = (() => Wide(announced: long.MaxValue, headerAt: 0), "comes to more than"),
        ["ten gigabytes of zeros announced"] = (() => Wide(announced: 10 * ArchiveLimits.Gigabyte, headerAt: 0), "comes to more than"),
        ["a bomb that says so"] = (() => Bomb(announced: null), "grows to more than 200 times"),
        ["a bomb that says little"] = (() => Bomb(announced: 100), "another size than its list says"),
        ["many files that come to too much"] = (() => ZipForge.Of([.. Enumerable.Range(0, 5).Select(i => new ForgedEntry($"{i}.bin", new byte[16 * ArchiveLimits.Megabyte]) { Method = 0 })]), "comes to more than 67"),
        ["a million files announced"] = (() => new ZipForge { Entries = 60_000 }.Make(new ForgedEntry("a.txt", Hello)), "more than 1,000 files"),
        ["more files than announced"] = (() => new ZipForge { Entries = 3 }.Make([.. Enumerable.Range(0, 1_500).Select(i => new ForgedEntry($"{i}", []))]), "more than 1,000 files"),
        ["fewer files than announced"] = (() => new ZipForge { Entries = 3 }.Make(new ForgedEntry("a.txt", Hello)), "list of files is not where"),
        ["shorter than it says"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { AnnouncedBytes = 500 }), "another size than its list says"),
        ["a wrong checksum"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { Checksum = 1 }), "checksum is wrong"),
        ["packed content that is nonsense"] = (() => ZipForge.Of(new ForgedEntry("a.txt", Hello) { Packed = [0xFF, 0xFF, 0xFF, 0xFF] }), "cannot be unpacked"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void HostileFile_ChangesNothing_AndIsToldWhy(string name)
    {
        using var folder = new TemporaryFolder();
        var (file, words) = Cases[name];
        File.WriteAllBytes(folder.File("evil.zip"), file());

        var refusal = Assert.Throws<ArchiveRefusedException>(
            () => SafeArchive.Extract(folder.File("evil.zip"), folder.File("inside"), Limits, TestContext.Current.CancellationToken));

        Assert.Contains(words, refusal.Reason.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Reason.ToString(), character => char.IsControl(character) || character == '\u202E');
        Assert.Equal(["evil.zip"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(folder.Path)!, "evil.txt")));
    }

    [Fact]
    public void HostileFiles_AreManyAndOfManyKinds()
    {
        Assert.True(Cases.Count >= 40, $"{Cases.Count} cases");
        Assert.True(Cases.Values.Select(one => one.Words).Distinct().Count() >= 25);
    }

    /// <summary>The same small content is entered three times: many entries like that would come to petabytes.</summary>
    private static byte[] Overlapping()
    {
        var first = new ForgedEntry("a.txt", Hello);
        return ZipForge.Of(first, new ForgedEntry("b.txt", Hello) { HeaderAt = 0, LocalName = "a.txt"u8.ToArray() });
    }

    private static byte[] Bomb(long? announced)
    {
        var (packed, checksum) = ZipForge.Zeros(24 * ArchiveLimits.Megabyte);
        return ZipForge.Of(new ForgedEntry("zeros.bin", []) { Packed = packed, Checksum = checksum, AnnouncedBytes = announced ?? 24 * ArchiveLimits.Megabyte });
    }

    private static byte[] Wide(long announced, long headerAt)
    {
        byte[] extra = [1, 0, 16, 0, .. BitConverter.GetBytes(announced), .. BitConverter.GetBytes(headerAt)];
        return ZipForge.Of(new ForgedEntry("a.txt", Hello) { AnnouncedBytes = uint.MaxValue, HeaderAt = uint.MaxValue, Extra = extra });
    }

    private static byte[] Before(string text) => new ZipForge { Before = Encoding.Latin1.GetBytes(text) }.Make(new ForgedEntry("a.txt", Hello));
}
