using OpenLedger.Attribution.Signatures;
using OpenLedger.Attribution.Tests.Foreign;

namespace OpenLedger.Attribution.Tests.Signatures;

public class KeyFileTests
{
    [Fact]
    public void OpenOrCreate_Twice_IsTheSameKey()
    {
        using var folder = new ScratchFolder();
        var path = folder.PathOf("signing.key");

        var made = KeyFile.OpenOrCreate(path, bytes => bytes.Fill(9));
        var opened = KeyFile.OpenOrCreate(path, _ => Assert.Fail("Another key was made."));

        Assert.Equal(made.PublicKey, opened.PublicKey);
        Assert.Equal(["signing.key"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void OpenOrCreate_ManyAtOnce_AgreeOnOneKey()
    {
        using var folder = new ScratchFolder();
        var path = folder.PathOf("signing.key");
        var keys = new PublicKey[8];

        Parallel.For(0, keys.Length, index => keys[index] = KeyFile.OpenOrCreate(path, bytes => bytes.Fill((byte)(index + 1))).PublicKey);

        Assert.Single(keys.Distinct());
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Create_Key_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
            return;
        }

        using var folder = new ScratchFolder();
        var path = folder.PathOf("signing.key");

        KeyFile.OpenOrCreate(path, bytes => bytes.Fill(9));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<AttributionException>(() => KeyFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoKey_SaysWhatToDo()
    {
        using var folder = new ScratchFolder();
        var path = folder.PathOf("signing.key");
        KeyFile.OpenOrCreate(path, bytes => bytes.Fill(9));
        File.WriteAllText(path, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        Assert.Contains("backup", Assert.Throws<AttributionException>(() => KeyFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.Contains("backup", Assert.Throws<AttributionException>(() => KeyFile.Open(folder.PathOf("none.key"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyFile_InOpenSsl_HasTheSamePublicKey()
    {
        using var folder = new ScratchFolder();
        var path = folder.PathOf("signing.key");
        var key = KeyFile.OpenOrCreate(path, bytes => bytes.Fill(9));

        Assert.Equal(key.PublicKey.Text, ForeignProgram.Run("openssl", "", "pkey", "-in", path, "-pubout"));
    }
}
