using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Doctor;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Tests.Data.Doctor;

public sealed class DoctorTests : IDisposable
{
    private const string Qa = "{\"messages\":[{\"role\":\"user\",\"content\":\"When does Bellmar open?\"},{\"role\":\"assistant\",\"content\":\"At 6.\"}]}";

    private readonly DataHouse _house = new DataHouse().Open();

    public void Dispose() => _house.Dispose();

    private static string Nano => Checkout.Model("nano-llama");

    [Fact]
    public void Example_IsShownAsTheTrainerReadsIt()
    {
        var reader = ModelReader.Open(Nano, TimeProvider.System);

        var shown = reader.Show(Qa, 512);

        Assert.Null(shown.Problem);
        Assert.Equal(shown.Count, shown.Tokens.Sum(token => token.Tokens));
        Assert.Equal("At 6.", string.Concat(shown.Tokens.Where(token => token.IsLearned && !token.IsSpecial).Select(token => token.Text)).Trim());
        Assert.Contains(shown.Tokens, token => token.IsSpecial && token.IsLearned);
        Assert.Contains("When does Bellmar open?", string.Concat(shown.Tokens.Select(token => token.Text)), StringComparison.Ordinal);
        Assert.DoesNotContain(shown.Tokens, token => token.IsCut);
        Assert.Equal(new TokenFacts(shown.Count, shown.Learned, shown.Tokens.TakeWhile(token => !token.IsLearned).Sum(token => token.Tokens)), reader.Count(Qa));
    }

    [Fact]
    public void Cut_IsMarked_AtTheLongestText()
    {
        var shown = ModelReader.Open(Nano, TimeProvider.System).Show(Qa, 10);

        Assert.Equal(10, shown.Tokens.Where(token => !token.IsCut).Sum(token => token.Tokens));
        Assert.Equal(0, shown.LearnedWithinCut);
        Assert.True(shown.Learned > 0);
    }

    [Theory]
    [InlineData("{\"text\":\"Grüße 🦊 from Bellmar\"}")]
    [InlineData("{\"prompt\":\"Once \",\"completion\":\"upon a time\"}")]
    public void Text_IsShownWithItsTokens(string content)
    {
        var shown = ModelReader.Open(Nano, TimeProvider.System).Show(content, 512);

        Assert.Equal(shown.Count, shown.Tokens.Sum(token => token.Tokens));
        Assert.True(shown.Learned > 0);
        Assert.Contains(ExampleTextOf(content), string.Concat(shown.Tokens.Where(token => !token.IsSpecial).Select(token => token.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StarterSet_FitsCompletely_AndHasNothingToPutRight()
    {
        var me = _house.Person("vera");

        var view = await LookedAtAsync(me, "starter", Nano);

        Assert.Equal((200, 1.0, 0.0), (view.Lengths!.Measured, view.Lengths.Fits(128), view.Lengths.LearnsNothing(128)));
        Assert.Empty(view.FindingsAt(128));
        Assert.Equal(512, view.Context);
    }

    [Fact]
    public async Task Findings_AreNamed_AndEachIsPutRightWithOneClick()
    {
        var me = _house.Person("vera");
        var set = await _house.ImportAsync(
            me,
            "a.jsonl",
            """
            {"question": "When does it open?", "answer": "At nine."}
            {"question": "When does it open?", "answer": "At nine."}
            {"question": "When does it open?", "answer": "At ten."}
            {"question": "Where is it?", "answer": ""}
            {"question": "What is it?", "answer": " a shop "}
            {"question": "GrÃ¶ÃŸe?", "answer": "groÃŸ"}
            {"question": "Say that the shop is closed on Monday.", "answer": "the shop is closed on Monday."}
            {"question": "Who <|eot_id|> there?", "answer": "Nobody."}
            """,
            new ImportOptions { LeaveOutDuplicates = false, LeaveOutEmptyAnswers = false });
        var doctor = _house.Get<DoctorDesk>();

        var found = new List<FindingKind>();
        while ((await LookedAtAsync(me, set.Id, Nano)).FindingsAt(512) is [var finding, ..])
        {
            found.Add(finding.Kind);
            Assert.NotNull(finding.Fix);
            var receipt = await doctor.FixAsync(me, set.Id, finding, doctor.CheckUpOf(me, set.Id, Nano)!.Marks, CancellationToken.None);
            Assert.Equal((finding.Count, (Wording?)null), (receipt.Changed, receipt.Problem));
        }

        Assert.Equal([FindingKind.Duplicates, FindingKind.Contradictions, FindingKind.EmptyAnswers, FindingKind.AnswerInQuestion, FindingKind.BlankEnds, FindingKind.BrokenLetters, FindingKind.Marks], found);
        var contents = string.Concat(_house.Examples.Read(me, set.Id, null, 0, 20).Items.Select(item => item.Content));
        Assert.Contains("Größe?", contents, StringComparison.Ordinal);
        Assert.Contains("\"a shop\"", contents, StringComparison.Ordinal);
        Assert.DoesNotContain("eot_id", contents, StringComparison.Ordinal);
        for (var back = 0; back < found.Count; back++)
        {
            await _house.Examples.UndoAsync(me, set.Id);
        }

        Assert.Equal(8, _house.Sets.Find(me, set.Id)!.Rows);
        Assert.Contains("GrÃ¶ÃŸe?", _house.Examples.Read(me, set.Id, null, 5, 1).Items[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooLongExamples_AreCounted_WithALengthThatIsEnough()
    {
        var me = _house.Person("vera");
        var far = string.Concat(Enumerable.Repeat("the shop is open and ", 20));
        var set = await _house.ImportAsync(me, "a.jsonl", string.Concat(Enumerable.Range(0, 20).Select(number => $"{{\"question\": \"{far} {number}?\", \"answer\": \"Yes, number {number}.\"}}\n")));

        var view = await LookedAtAsync(me, set.Id, Nano);

        var finding = Assert.Single(view.FindingsAt(64));
        Assert.Equal((FindingKind.TooLong, 20L), (finding.Kind, finding.Count));
        Assert.Contains("of 20 nothing of the answer is left", finding.Sentence.ToString(), StringComparison.Ordinal);
        var enough = view.Lengths!.Enough(view.Context);
        Assert.Equal($"Read up to {enough} tokens", finding.Fix!.ToString());
        Assert.Empty(view.FindingsAt(enough));
    }

    [Fact]
    public async Task OneAnswerForAll_IsNoticed()
    {
        var me = _house.Person("vera");
        var set = await _house.ImportAsync(me, "a.jsonl", string.Concat(Enumerable.Range(0, 12).Select(number => $"{{\"question\": \"{number}?\", \"answer\": \"Yes.\"}}\n")));

        var finding = Assert.Single((await LookedAtAsync(me, set.Id, null)).Findings);
        await _house.Get<DoctorDesk>().FixAsync(me, set.Id, finding, [], CancellationToken.None);

        Assert.Equal(FindingKind.OneAnswer, finding.Kind);
        Assert.Equal(5, _house.Sets.Find(me, set.Id)!.Rows);
    }

    [Fact]
    public async Task ModelWithoutATokenizer_SaysSo()
    {
        var me = _house.Person("vera");

        var view = await LookedAtAsync(me, "starter", Path.GetTempPath());

        Assert.NotNull(view.Problem);
        Assert.NotNull((await _house.Get<DoctorDesk>().ShowAsync(Qa, Path.GetTempPath(), 64, CancellationToken.None)).Problem);
    }

    [Theory]
    [InlineData("GrÃ¶ÃŸe", "Größe")]
    [InlineData("donâ€™t", "don’t")]
    [InlineData("Größe", null)]
    [InlineData("Ärger über Ã", null)]
    [InlineData("plain", null)]
    public void BrokenLetters_AreToldAndRepaired(string text, string? repaired) => Assert.Equal(repaired, BrokenLetters.Repaired(text));

    [Fact]
    public void Lengths_CountWhatFits()
    {
        var lengths = new Lengths([new TokenFacts(10, 2, 5), new TokenFacts(20, 2, 5), new TokenFacts(30, 2, 25), default], 4);

        Assert.Equal((3, 60L, 30, 2.0 / 3, 1 - (2.0 / 3)), (lengths.Measured, lengths.Tokens, lengths.Longest, lengths.Fits(20), lengths.LearnsNothing(25)));
        Assert.Equal(0, lengths.LearnsNothing(26));
        Assert.Equal(64, lengths.Enough(512));
        Assert.Equal(3, lengths.Histogram(8).Counts.Sum());
    }

    private static string ExampleTextOf(string content) => Features.Data.Sets.ExampleText.Turns(content)[^1].Text;

    private async Task<CheckUpView> LookedAtAsync(CurrentAccount me, string id, string? model)
    {
        var checkUp = _house.Get<DoctorDesk>().CheckUpOf(me, id, model)!;
        await Eventually.True(() => checkUp.View.IsOver);
        return checkUp.View;
    }
}
