using System.Security.Cryptography;
using System.Text;
using OpenLedger.Attribution.Signatures;
using OpenLedger.Attribution.Tests.Foreign;

namespace OpenLedger.Attribution.Tests.Signatures;

public class SigningKeyTests
{
    private const string ShaOfAbc = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

    /// <summary>RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc).</summary>
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", ShaOfAbc, "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void Sign_VectorOfTheRfc_IsExact(string seed, string publicKey, string message, string signature)
    {
        var key = SigningKey.From(Convert.FromHexString(seed));

        Assert.Equal(publicKey, Convert.ToHexStringLower(key.PublicKey.ToArray()));
        Assert.Equal(signature, Convert.ToHexStringLower(key.Sign(Convert.FromHexString(message))));
        Assert.True(key.PublicKey.Verifies(Convert.FromHexString(message), Convert.FromHexString(signature)));
    }

    [Fact]
    public void Verifies_AnyTurnedBit_IsFalse()
    {
        var key = Key(7);
        var message = Encoding.UTF8.GetBytes("release 1.2.0");
        var signature = key.Sign(message);

        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            Assert.False(key.PublicKey.Verifies(message, Turned(signature, bit)), $"bit {bit} of the signature");
        }

        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            Assert.False(key.PublicKey.Verifies(Turned(message, bit), signature), $"bit {bit} of the message");
        }

        Assert.False(Key(8).PublicKey.Verifies(message, signature));
        Assert.False(key.PublicKey.Verifies(message, signature.AsSpan(1)));
        Assert.False(key.PublicKey.Verifies(message, [.. signature, 0]));
        Assert.False(key.PublicKey.Verifies(message, []));
    }

    /// <summary>RFC 8032, section 8.4: a second spelling of the same signature, S + L, is refused.</summary>
    [Fact]
    public void Verifies_SecondSpelling_IsFalse()
    {
        var key = Key(7);
        var signature = key.Sign([1, 2, 3]);
        var order = (System.Numerics.BigInteger.One << 252) + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
        var scalar = new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true) + order;
        var second = new byte[64];
        signature.AsSpan(0, 32).CopyTo(second);
        scalar.ToByteArray(isUnsigned: true).CopyTo(second, 32);

        Assert.False(key.PublicKey.Verifies([1, 2, 3], second));
    }

    [Fact]
    public void PublicKey_AsText_ComesBack()
    {
        var key = Key(3).PublicKey;

        Assert.Equal(key, PublicKey.TryParse(key.Text));
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", key.Text, StringComparison.Ordinal);
        Assert.Null(PublicKey.TryParse(null));
        Assert.Null(PublicKey.TryParse(""));
        Assert.Null(PublicKey.TryParse(key.Text.Replace("PUBLIC", "PRIVATE", StringComparison.Ordinal)));
        Assert.Null(PublicKey.TryParse(key.Text.Replace("MCow", "MCox", StringComparison.Ordinal)));
        Assert.Null(PublicKey.TryParse(new string('A', 100_000)));
    }

    [Fact]
    public void Signature_InOpenSsl_Holds()
    {
        using var folder = new ScratchFolder();
        var key = Key(5);
        var message = RandomNumberGenerator.GetBytes(1_000);
        var (keyFile, messageFile, signatureFile) = (folder.PathOf("key.pem"), folder.PathOf("message"), folder.PathOf("signature"));
        File.WriteAllText(keyFile, key.PublicKey.Text);
        File.WriteAllBytes(messageFile, message);
        File.WriteAllBytes(signatureFile, key.Sign(message));

        var said = ForeignProgram.Run("openssl", "", "pkeyutl", "-verify", "-pubin", "-inkey", keyFile, "-rawin", "-in", messageFile, "-sigfile", signatureFile);

        Assert.Contains("Success", said, StringComparison.Ordinal);
    }

    internal static SigningKey Key(byte number) => SigningKey.From(Enumerable.Repeat(number, SigningKey.SeedBytes).ToArray());

    private static byte[] Turned(byte[] bytes, int bit)
    {
        var turned = bytes.ToArray();
        turned[bit / 8] ^= (byte)(1 << (bit % 8));
        return turned;
    }
}
