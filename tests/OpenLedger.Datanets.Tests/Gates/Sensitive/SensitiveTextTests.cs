using OpenLedger.Datanets.Gates.Sensitive;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Gates.Sensitive;

public class SensitiveTextTests
{
    [Theory]
    [InlineData("Mail anna.weber@posteo.de, or call +49 30 1234567.", "Mail [EMAIL], or call [PHONE].")]
    [InlineData("anna@firma.com.", "[EMAIL].")]
    [InlineData("\"müller@käserei.ch\"", "\"[EMAIL]\"")]
    [InlineData("https://anna:secret@host.com/x", "https://anna:secret@host.com/x")]
    [InlineData("a@b a@b. @home x@y.z", "a@b a@b. @home x@y.z")]
    [InlineData("deploy@localhost.local and me@example.org", "deploy@localhost.local and me@example.org")]
    [InlineData("DE89 3704 0044 0532 0130 00 is an account", "[IBAN] is an account")]
    [InlineData("DE89 3704 0044 0532 0130 01 is none", "DE89 3704 0044 0532 0130 01 is none")]
    [InlineData("4111 1111 1111 1112", "4111 1111 1111 1112")]
    [InlineData("card 4012-8888-8888-1881!", "card [CARD]!")]
    [InlineData("4012888888881881 and 4012888888881882", "[CARD] and 4012888888881882")]
    [InlineData("SSN 000-12-3456, 123-00-3456, 900-12-3456", "SSN 000-12-3456, 123-00-3456, 900-12-3456")]
    [InlineData("my SSN is 123-45-6789", "my SSN is [SSN]")]
    [InlineData("from 93.184.216.34:443.", "from [IP]:443.")]
    [InlineData("from 2a02:8108:50bf::1", "from [IP]")]
    [InlineData("10.0.0.1 8.8.8.8 300.1.2.3 1.2.3.4 v93.184.216.34", "10.0.0.1 8.8.8.8 300.1.2.3 1.2.3.4 v93.184.216.34")]
    [InlineData("(415) 555-2671 or 415.555.2671", "[PHONE] or [PHONE]")]
    [InlineData("555-0123", "555-0123")]
    [InlineData("200 300 4000", "200 300 4000")]
    [InlineData("wa: 0171 2345678", "wa: [PHONE]")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("key AKIAQ3EGRZ2YB5XW4KTP.", "key [SECRET].")]
    [InlineData("sk-learn-pipelines-2-for-beginners", "sk-learn-pipelines-2-for-beginners")]
    public void Redaction_OfAText_ReplacesWhatIsPersonal(string text, string expected) =>
        Assert.Equal(expected, Redaction.Of(text));

    [Fact]
    public void Redaction_OfAPrivateKey_TakesAllOfIt()
    {
        const string Text = "Use\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----\nto log in. -----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----";

        Assert.Equal("Use\n[SECRET]\nto log in. -----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----", Redaction.Of(Text));
    }

    [Fact]
    public void Redaction_OfWhatIsRedacted_ChangesNothing()
    {
        var data = new PersonalData(3);
        foreach (var kind in Enum.GetValues<SensitiveKind>())
        {
            for (var place = 0; place < 50; place++)
            {
                var once = Redaction.Of(data.Of(kind).Text);

                Assert.Equal(once, Redaction.Of(once));
            }
        }
    }

    public static TheoryData<string> Hostile =>
    [
        "a@", "@", "a.a.", "x@a.", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@",
        "1 ", "1-", "4111 ", "411111111111111", "(1) ", "+1 ", "+", "1.2.3.", "1:", "::", "a:", "DE89", "DE89 3704 ", "eyJ", "eyJa.", "sk-", "sk-a1B", " sk-", "AKIA",
        "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "-----", "call 1", "ring ", "0123456789", "1 a ", "0 1 2 3 4 5 6 7 8 ", "a", "\u00e9@\u00e9.", "\ud83d\ude00", "\ud800",
    ];

    /// <summary>
    /// What regular expressions choke on: a megabyte of each, in at most 50 milliseconds of the processor. Beside other work on shared cores the
    /// same instructions were seen to take twice that; anything that grows with the square takes minutes.
    /// </summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public void Find_InAMegabyteOfBait_IsQuick(string bait)
    {
        var text = string.Concat(Enumerable.Repeat(bait, 1_000_000 / bait.Length));

        var time = ProcessorTime.Of(() => SensitiveText.Find(text));

        Assert.InRange(time.TotalMilliseconds, 0, LongRun.Of(200, 50));
    }
}
