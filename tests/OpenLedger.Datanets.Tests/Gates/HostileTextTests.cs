using System.Text;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Tests.Suites;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Tests.Gates;

/// <summary>Texts made of what breaks programs, seeded: no gate fails, every place lies in the text, every repair mends and comes to an end.</summary>
public class HostileTextTests
{
    private static readonly string[] Pieces =
    [
        "a", " ", "\n", "\t", "\r\n", "\u0000", "\u0007", "\ud800", "\udc00", "\ud83d\ude00", "\u200b", "\u202e", "\ufeff", "\ufffd", "\uffff", "e\u0301\u0301\u0301", "\ufb01", "\u0130", "\u00df", "\u1e9e", "\u0430", "\u03bf",
        "\u4f60\u597d", "\u3042", "\uff21", "\uff1c\uff5c", "<|", "|>", "<|im_end|>", "[INST]", "</s>", "<", ">", "@", "a@b.co", "anna.weber@posteo.de", "+49 30 1234567", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "8.8.8.8", "::1",
        "2001:4860:4860::8888", "AKIAQ3EGRZ2YB5XW4KTP", "-----BEGIN RSA PRIVATE KEY-----", "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl", "https://a.example/c?d=e", "1,234.50", "C#", "C++", "'", "\u2019", "```", "{\"a\":[", "%s%n", "{0}", "(((((", "aaaaaaaaaaaaaaaaaaaaaaaa",
        "Copy code", "as an AI language model", "the cat sat on the mat and ", "0", "١٢٣", "²", "½", "\u0e01\u0e33", "\uac00", "\u1100\u1161",
    ];

    [Fact]
    public void Check_AndRepair_OfHostileTexts_NeverFail()
    {
        using var preflight = new Preflight(new GateRules { Languages = ["en"], SpecialTokens = ["<|", "{0}"], PersonalData = PersonalDataPolicy.Strict });
        var random = new Random(41);
        EntryContent? last = null;
        for (var round = 0; round < LongRun.Of(1500, 30_000); round++)
        {
            var content = EntryContent.PromptResponse(Text(random), Text(random));
            var findings = preflight.Check(content);
            Assert.All(findings, finding => AssertSound(finding, content));
            foreach (var fix in findings.Select(finding => finding.Fix).OfType<FindingFix>())
            {
                var mended = Repairs.Apply(content, fix, preflight.Rules);
                Assert.False(preflight.Check(mended).Any(finding => finding.Fix == fix), $"{fix} of {content.ToJson()} left {mended.ToJson()}");
            }

            AssertSound(Preflight.Shared(content, last ?? content), content, last ?? content);
            if (round % 10 == 0)
            {
                preflight.Add(Corpus.Id(round), content);
                Assert.Contains(preflight.Check(content), finding => finding.Severity == Severity.Block);
            }

            last = content;
        }
    }

    /// <summary>Marks that have to be brought into order, at most 50 milliseconds of the processor for as many as an upload may hold.</summary>
    [Fact]
    public void Content_WithAMillionMarksOnOneLetter_IsQuick_AndMended()
    {
        var marks = "a" + string.Concat(Enumerable.Repeat("\u0301\u0327\U00010376", 250_000)) + " word";
        EntryContent? content = null;

        var time = ProcessorTime.Of(() => content = EntryContent.PromptResponse("What is that?", marks));
        using var preflight = new Preflight(new GateRules { MostCharacters = 2_000_000, MostFieldCharacters = 2_000_000 });
        var finding = Assert.Single(preflight.Check(content!));
        var mended = Repairs.Apply(content!, finding.Fix!.Value, preflight.Rules);

        Assert.InRange(time.TotalMilliseconds, 0, 50);
        Assert.Equal(GateRule.Control, finding.Rule);
        Assert.InRange(mended.Parts[1].Text.Length, 30, 60);
        Assert.EndsWith(" word", mended.Parts[1].Text, StringComparison.Ordinal);
        Assert.Equal(CanonicalText.Of(marks).Words, CanonicalText.Of(mended.Parts[1].Text).Words);
        Assert.Empty(preflight.Check(mended));
    }

    private static void AssertSound(Finding finding, EntryContent content)
    {
        Assert.NotEmpty(finding.ToJson());
        Assert.NotEmpty(finding.Cause.English);
        Assert.NotEmpty(finding.NextStep.English);
        Assert.All(finding.Places, place =>
        {
            Assert.Equal(content.Parts[place.Part].Field, place.Field);
            Assert.InRange(place.Span.Start, 0, place.Span.End);
            Assert.InRange(place.Span.End, 0, content.Parts[place.Part].Text.Length);
        });
    }

    private static void AssertSound(IReadOnlyList<SharedPart> shared, EntryContent one, EntryContent other) => Assert.All(shared, part => Assert.All(part.Spans, span =>
    {
        Assert.InRange(span.One.Start, 0, span.One.End - 1);
        Assert.InRange(span.One.End, 1, one.Parts[part.Part].Text.Length);
        Assert.InRange(span.Other.Start, 0, span.Other.End - 1);
        Assert.InRange(span.Other.End, 1, other.Parts[part.OtherPart].Text.Length);
    }));

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        var pieces = random.Next(4) == 0 ? random.Next(300) : random.Next(30);
        var many = random.Next(8) == 0 ? random.Next(60) : 1;
        for (var piece = 0; piece < pieces; piece++)
        {
            text.Insert(text.Length, Pieces[random.Next(Pieces.Length)], random.Next(20) == 0 ? many : 1);
        }

        return text.ToString();
    }
}
