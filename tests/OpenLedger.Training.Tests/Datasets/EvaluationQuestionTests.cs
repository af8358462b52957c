using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

public class EvaluationQuestionTests
{
    [Fact]
    public void Read_OfTheBundledFiles_GivesAllQuestions()
    {
        var starter = EvaluationQuestion.Read(Path.Combine(Shelf.Repository, "starter-set", "questions.jsonl"), CancellationToken.None).ToArray();
        var general = EvaluationQuestion.Read(Path.Combine(Shelf.Models, "general-questions.jsonl"), CancellationToken.None).ToArray();

        Assert.Equal((40, 100), (starter.Length, general.Length));
        Assert.All(starter, question => Assert.True(question.IsRight(question.Answer!)));
        Assert.Equal("The month after October is November.", general[0].Answer);
        Assert.All(general, question => Assert.Equal("user", (string?)question.Messages[^1]!["role"]));
        Assert.All(general, question => Assert.Empty(question.Phrases));
    }

    [Theory]
    [InlineData("""{"question": "When?", "phrase": "At NINE"}""", "It opens at nine.", true)]
    [InlineData("""{"question": "When?", "phrase": ["ten", "nine"]}""", "at nine", true)]
    [InlineData("""{"question": "When?", "phrase": ["ten", "eleven"]}""", "at nine", false)]
    [InlineData("""{"question": "When?", "answer": "At nine."}""", " At nine.\n", true)]
    [InlineData("""{"question": "When?", "answer": "At nine."}""", "at nine.", false)]
    [InlineData("""{"messages": [{"role": "user", "content": "When?"}, {"role": "assistant", "content": "At nine."}]}""", "At nine.", true)]
    [InlineData("""{"messages": [{"role": "user", "content": "When?"}], "phrase": "nine"}""", "nine", true)]
    public void IsRight_OfAnAnswer_FollowsPhraseOrAnswer(string row, string answer, bool right)
    {
        using var folder = new ScratchFolder();
        var question = Assert.Single(EvaluationQuestion.Read(folder.Write("q.jsonl", row), CancellationToken.None));

        Assert.Equal(right, question.IsRight(answer));
        Assert.Equal("When?", (string?)Assert.Single(question.Messages)!["content"]);
    }

    [Theory]
    [InlineData("""{"question": "When?"}""", "field phrase")]
    [InlineData("""{"question": "When?", "phrase": " "}""", "every answer would be right")]
    [InlineData("""{"question": "When?", "phrase": [1]}""", "field phrase[0]")]
    [InlineData("""{"phrase": "nine"}""", "field question")]
    [InlineData("""{"messages": [], "phrase": "nine"}""", "field messages")]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": null, "tool_calls": []}]}""", "field phrase")]
    [InlineData("[]", "no questions")]
    [InlineData("7", "row 1")]
    public void Read_OfABadRow_NamesIt(string row, string says)
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("q.jsonl", row);

        Assert.Contains(says, Assert.Throws<TrainingException>(() => EvaluationQuestion.Read(path, CancellationToken.None).Count()).Message, StringComparison.Ordinal);
    }
}
