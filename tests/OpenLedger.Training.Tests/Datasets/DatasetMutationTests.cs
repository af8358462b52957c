using System.Text;
using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tests.Datasets;

public class DatasetMutationTests
{
    private static readonly byte[][] Originals =
    [
        .. ((string[])
        [
            """
            {"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": [{"type": "text", "text": "é"}]}, {"role": "assistant", "content": "b", "weight": 0}], "tools": [{"name": "t"}]}
            {"question": "What is 2 + 2?", "answer": "4"}
            {"instruction": "a", "input": "b", "output": "c", "history": [["d", "e"]]}
            {"text": "Once \ud83d\ude00"}
            """,
            """
            [{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]},
             {"input_ids": [1, 2, 3], "labels": [-100, 2, 3], "attention_mask": [1, 1, 1]},
             {"prompt": "a", "completion": " b"}, {"query": "a", "response": "b", "system": "s"}]
            """,
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Whatever happens to a file, it is read or explained: nothing else is thrown, and a row that is good stays good.</summary>
    [Fact]
    public void ReadAll_OfDamagedFiles_ReadsOrExplains()
    {
        var good = 0;
        for (var round = 0; round < LongRun.Mutations; round++)
        {
            var random = SeededRandom.For(round, "damaged data");
            var contents = Rows.ReadAll(SeededMutation.Of(Originals[round % Originals.Length], random));

            Assert.True(contents.Examples.Count + contents.ProblemCount > 0);
            Assert.All(contents.Problems, problem => Assert.InRange(problem.ToString().Length, 10, 1_000));
            Assert.All(contents.Examples, example => Assert.Equal(64, example.Id.Length));
            good += contents.Examples.Count;
        }

        Assert.InRange(good, LongRun.Mutations, 4 * LongRun.Mutations);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void ReadAll_InAnotherLanguage_GivesTheSame(string culture)
    {
        var expected = Originals.Select(original => string.Join('\n', Rows.ReadAll(original).Examples.Select(example => example.Id)));

        using var scope = new CultureScope(culture);

        Assert.Equal(expected, Originals.Select(original => string.Join('\n', Rows.ReadAll(original).Examples.Select(example => example.Id))));
        Assert.Equal("system: s | user: HI | assistant: I", Rows.Said(Rows.Single("""{"conversations": [{"from": "SYSTEM", "value": "s"}, {"from": "HUMAN", "value": "HI"}, {"from": "ASSISTANT", "value": "I"}]}""")));
    }
}
