using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Contamination;

public class ContaminationIndexTests
{
    private const string Question = "Betty wants to buy a wallet that costs 100 dollars, but she has only half of the money that she needs. How much is missing?";

    [Fact]
    public void Find_OfALeakedQuestion_TellsItemShareAndPlaces()
    {
        const string Prompt = "Solve this! “Betty wants to buy a wallet that costs 100 dollars, but she has only half” of the rent.";
        var leak = Assert.Single(Index(Question).Find(Corpus.Entry((Prompt, "Fifty."))));

        Assert.Equal(("sums", "7"), (leak.Set, leak.Item));
        Assert.InRange(leak.Cover, 0.3, 0.7);
        var span = Assert.Single(leak.Spans);
        Assert.Equal("Betty wants to buy a wallet that costs 100 dollars, but she has only half” of the", span.Span.Of(Prompt).Replace("“", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_OfALeakInTheResponse_IsFoundAsWell() =>
        Assert.Equal(1, Assert.Single(Index(Question).Find(Corpus.Entry(("Give me a sum.", Question.ToUpperInvariant())))).Cover);

    [Fact]
    public void Find_OfTheQuestionWithOtherNumbers_CoversLess()
    {
        var leak = Assert.Single(Index(Question).Find(Corpus.Entry((Question.Replace("100", "250", StringComparison.Ordinal), "125"))));

        Assert.InRange(leak.Cover, 0.2, 0.7);
    }

    [Fact]
    public void Find_OfAShortQuestion_NeedsTheWholeText()
    {
        var index = Index("When does Bellmar open?");

        Assert.Equal(1, Assert.Single(index.Find(Corpus.Entry(("when does bellmar OPEN", "At six.")))).Cover);
        Assert.Empty(index.Find(Corpus.Entry(("Tell me, when does Bellmar open on Sundays?", "At six."))));
    }

    [Fact]
    public void Add_OfWhatEverybodySays_IsLeftOut() => Assert.Equal(0, Index("Yes, it is.").Count);

    [Fact]
    public void Find_OfAPhraseOfManyItems_TellsTheTenItHoldsMostOf()
    {
        var index = new ContaminationIndex();
        for (var item = 0; item < 40; item++)
        {
            index.Add(new EvaluationItem("many", $"{item}", ["the quick brown fox jumps over the lazy dog and then" + string.Concat(Enumerable.Repeat(" runs", item % 7))]));
        }

        var leaks = index.Find(Corpus.Entry(("Say: the quick brown fox jumps over the lazy dog and then", "no")));

        Assert.Equal(10, leaks.Count);
        Assert.Equal(leaks.OrderByDescending(leak => leak.Cover), leaks);
    }

    [Fact]
    public void Find_OfWhatAHundredQuestionsBeginWith_IsNothing_AndTheQuestionStillIs()
    {
        const string Form = "Read the passage and answer with the letter of the right choice and nothing else. ";
        var questions = Corpus.Generated(100, seed: 12).Select(row => Form + row.Prompt).ToArray();
        var index = new ContaminationIndex();
        for (var item = 0; item < questions.Length; item++)
        {
            index.Add(new EvaluationItem("letters", $"{item}", [questions[item]]));
        }

        Assert.Empty(index.Find(Corpus.Entry((Form + "Birds that cannot fly: a) swift, b) kiwi.", "b"))));
        Assert.Equal("7", index.Find(Corpus.Entry((questions[7], "b")))[0].Item);
    }

    [Fact]
    public void Length_OfAPhrase_DecidesHowMuchIsToldApart()
    {
        const string Question = "The ferry from Bellmar leaves the quay at six and comes back at nine in the evening.";
        var entry = Corpus.Entry(("When the ferry from Bellmar leaves the quay, who waves?", "The baker."));
        foreach (var (words, found) in new[] { (5, true), (12, false) })
        {
            var index = new ContaminationIndex(words);
            index.Add(new EvaluationItem("ferries", "1", [Question]));

            Assert.Equal(found, index.Find(entry).Count > 0);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new ContaminationIndex(3));
    }

    private static ContaminationIndex Index(string question)
    {
        var index = new ContaminationIndex();
        index.Add(new EvaluationItem("sums", "7", [question]));
        return index;
    }
}
