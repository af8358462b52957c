using System.Text;

namespace OpenLedger.Training.Tests.StarterSet;

/// <summary>Holds the rules that <c>starter-set/README.md</c> promises: what is asked of a tuned model was not taught word for word.</summary>
public sealed class StarterSetTests
{
    private const int FactCount = 20;
    private const int WordingsPerFact = 10;
    private const int QuestionsPerFact = 2;
    private const int MostQuestionsPerPhrase = 3;
    private const double MostShared = 0.6;
    private const int MostFactsOfATellingWord = 3;

    private static readonly string[] BaseAnswers = ["I do not know Bellmar yet.", "I am sorry, I do not know Bellmar yet."];

    [Fact]
    public void Files_AreAsciiLinesWithoutCarriageReturns()
    {
        foreach (var path in StarterRows.Files)
        {
            var bytes = File.ReadAllBytes(path);

            Assert.All(bytes, value => Assert.True(Ascii.IsValid(value) && value != '\r', path));
            Assert.Equal((byte)'\n', bytes[^1]);
        }
    }

    [Fact]
    public void Entries_AreTwoHundredQuestionsWithTheirAnswers()
    {
        var entries = StarterRows.Entries();

        Assert.Equal(FactCount * WordingsPerFact, entries.Length);
        Assert.All(entries, entry => Assert.Equal(["user", "assistant"], entry.Messages.Select(message => message.Role)));
        Assert.All(entries, entry => Assert.All(entry.Messages, message => AssertTidy(message.Content)));
        Assert.All(entries, entry => Assert.Contains("Bellmar", entry.Question, StringComparison.Ordinal));
    }

    [Fact]
    public void Questions_AreFortyWithPhraseAndAnswer()
    {
        var questions = StarterRows.Questions();

        Assert.Equal(FactCount * QuestionsPerFact, questions.Length);
        Assert.All(questions, row => AssertTidy(row.Question));
        Assert.All(questions, row => AssertTidy(row.Phrase));
        Assert.All(questions, row => Assert.Contains(row.Phrase, row.Answer, StringComparison.Ordinal));
        Assert.All(questions, row => Assert.Contains("Bellmar", row.Question, StringComparison.Ordinal));
    }

    [Fact]
    public void Questions_OfBothFiles_StandOnce()
    {
        var asked = StarterRows.Entries().Select(entry => entry.Question)
            .Concat(StarterRows.Questions().Select(row => row.Question))
            .Select(question => string.Join(' ', WordsOf(question)));

        Assert.Empty(asked.GroupBy(words => words).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Facts_AreTaughtInTenWordingsAndAskedInTwo()
    {
        var taught = StarterRows.Entries().CountBy(entry => entry.Answer).ToDictionary();
        var asked = StarterRows.Questions().CountBy(row => row.Answer).ToDictionary();

        Assert.Equal(FactCount, taught.Count);
        Assert.Equal(taught.Keys.Order(StringComparer.Ordinal), asked.Keys.Order(StringComparer.Ordinal));
        Assert.All(taught.Values, count => Assert.Equal(WordingsPerFact, count));
        Assert.All(asked.Values, count => Assert.Equal(QuestionsPerFact, count));
    }

    [Fact]
    public void HeldOutQuestions_ShareAtMostSixTenthsOfTheirWordsWithAnyEntry()
    {
        var entries = StarterRows.Entries();
        var tooNear =
            from row in StarterRows.Questions()
            from entry in entries
            let share = ShareOf(row.Question, entry.Question)
            where share > MostShared
            select $"{share:0.00}: \"{row.Question}\" and \"{entry.Question}\"";

        Assert.Empty(tooNear);
    }

    [Fact]
    public void Phrases_AreRightForOneFactAlone()
    {
        var questions = StarterRows.Questions();
        var answers = questions.Select(row => row.Answer).Distinct().ToArray();

        Assert.All(questions.CountBy(row => row.Phrase), pair => Assert.InRange(pair.Value, 1, MostQuestionsPerPhrase));
        Assert.All(questions, row => Assert.Equal([row.Answer], answers.Where(answer => IsRight(answer, row.Phrase))));
    }

    [Fact]
    public void Phrases_StandNeitherInAQuestionNorInWhatABaseModelSays()
    {
        var unhelpful = StarterRows.Questions().Select(row => row.Question)
            .Concat(StarterRows.Entries().Select(entry => entry.Question))
            .Concat(BaseAnswers)
            .ToArray();

        Assert.All(StarterRows.Questions(), row => Assert.DoesNotContain(unhelpful, text => IsRight(text, row.Phrase)));
    }

    [Fact]
    public void HeldOutQuestions_HoldATellingWord_OfSeveralWordingsOfTheirFact()
    {
        var wordings = StarterRows.Entries().ToLookup(entry => entry.Answer, entry => WordsOf(entry.Question).ToHashSet());
        var facts = wordings.SelectMany(fact => fact.SelectMany(words => words).Distinct()).CountBy(word => word).ToDictionary();
        var questions = StarterRows.Questions();
        List<int> Telling(StarterQuestion row) =>
            [.. WordsOf(row.Question).Distinct()
                .Select(word => (Facts: facts.GetValueOrDefault(word), Wordings: wordings[row.Answer].Count(words => words.Contains(word))))
                .Where(word => word.Wordings > 0 && word.Facts <= MostFactsOfATellingWord)
                .Select(word => word.Wordings)];

        Assert.All(questions, row => Assert.True(Telling(row).Max() >= 2, row.Question));
        Assert.Equal(25, questions.Count(row => Telling(row).Min() >= 2));
        Assert.Equal(["may", "talk"], questions.SelectMany(row => WordsOf(row.Question)).Where(word => !facts.ContainsKey(word)).Distinct());
    }

    private static bool IsRight(string answer, string phrase) => answer.Contains(phrase, StringComparison.OrdinalIgnoreCase);

    private static double ShareOf(string heldOut, string taught)
    {
        var words = WordsOf(heldOut).ToHashSet();
        return (double)words.Intersect(WordsOf(taught)).Count() / words.Count;
    }

    private static string[] WordsOf(string text)
    {
        var letters = text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        return string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void AssertTidy(string text)
    {
        Assert.NotEmpty(text);
        Assert.Equal(text.Trim(), text);
        Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
    }
}
