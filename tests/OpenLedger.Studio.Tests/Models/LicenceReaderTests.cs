using OpenLedger.Studio.Features.Models;

namespace OpenLedger.Studio.Tests.Models;

public sealed class LicenceReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("---\nlicense: apache-2.0\ntags:\n- x\n---\n", "apache-2.0")]
    [InlineData("---\r\nlanguage: en\r\nlicense: \"mit\"\r\n---\r\ntext", "mit")]
    [InlineData("---\nlicense: other\nlicense_name: qwen-research\n---\n", "qwen-research")]
    [InlineData("---\nlicense: other\n---\n", "other")]
    [InlineData("---\ntags: []\n---\n", null)]
    [InlineData("# Title\nlicense: mit\n", null)]
    [InlineData("", null)]
    public void Readme_SaysTheLicence_InItsHead(string text, string? expected)
    {
        File.WriteAllText(_folder.File("README.md"), text);

        Assert.Equal(expected, LicenceReader.Of(_folder.Path));
    }

    [Theory]
    [InlineData("LICENSE", "                                 Apache License\n                           Version 2.0, January 2004", "Apache-2.0")]
    [InlineData("LICENSE.txt", "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\n", "Llama 3.1 Community")]
    [InlineData("LICENCE", "# Our own\n\nYou may look at it.", "Our own")]
    [InlineData("LICENSE", "\u0007\u202Eevil", "··evil")]
    public void LicenceFile_IsKnownByItsWords(string file, string text, string expected)
    {
        File.WriteAllText(_folder.File(file), text);

        Assert.Equal(expected, LicenceReader.Of(_folder.Path));
    }

    [Fact]
    public void Nothing_IsNotGuessed() => Assert.Null(LicenceReader.Of(_folder.Path));

    [Fact]
    public void RealLicenceFile_IsKnown() => Assert.Equal("Apache-2.0", Known(Shelf.Fixture("smollm2-135m", "LICENSE.Apache-2.0")));

    private string? Known(string file)
    {
        File.Copy(file, _folder.File("LICENSE"));
        return LicenceReader.Of(_folder.Path);
    }
}
