using OpenLedger.Studio.Archives;

namespace OpenLedger.Studio.Tests.Archives;

public sealed class ContainedPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("additional_chat_templates/tool_use.jinja")]
    [InlineData("Grüße.txt")]
    [InlineData(".gitattributes")]
    [InlineData("..a")]
    [InlineData("console.txt")]
    public void PlainPath_StaysInside(string path)
    {
        var full = ContainedPath.In(_folder.Path, path);

        Assert.StartsWith(_folder.Path + Path.DirectorySeparatorChar, full, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../models-evil/x")]
    [InlineData("a/../../x")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/.")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..\\x")]
    [InlineData("C:\\x")]
    [InlineData("C:x")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("nul")]
    [InlineData("AUX.json")]
    [InlineData("a/COM9")]
    [InlineData("lpt¹.txt")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u200Bb")]
    [InlineData("a?b")]
    public void PathThatCouldLeave_IsRefused(string path)
    {
        Assert.False(ContainedPath.TryIn(_folder.Path, path, out var full));
        Assert.Empty(full);
        Assert.Throws<ArchiveRefusedException>(() => ContainedPath.In(_folder.Path, path));
    }

    [Fact]
    public void Link_OnTheWay_IsRefused()
    {
        Directory.CreateSymbolicLink(_folder.File("out"), "/etc");
        File.CreateSymbolicLink(_folder.File("link.safetensors"), "/etc/passwd");
        File.CreateSymbolicLink(_folder.File("nowhere"), "/no/such/place");

        Assert.False(ContainedPath.TryIn(_folder.Path, "out/passwd", out _));
        Assert.False(ContainedPath.TryIn(_folder.Path, "link.safetensors", out _));
        Assert.False(ContainedPath.TryIn(_folder.Path, "nowhere", out _));
    }

    [Theory]
    [InlineData("/srv/models", "/srv/models", true)]
    [InlineData("/srv/models", "/srv/models/a/b", true)]
    [InlineData("/srv/models/", "/srv/models/a", true)]
    [InlineData("/srv/models", "/srv/models-evil/x", false)]
    [InlineData("/srv/models", "/srv/models/../x", false)]
    [InlineData("/", "/srv", true)]
    public void Contains_LooksAtWholeParts(string folder, string inner, bool expected) =>
        Assert.Equal(expected, ContainedPath.Contains(folder, inner));
}
