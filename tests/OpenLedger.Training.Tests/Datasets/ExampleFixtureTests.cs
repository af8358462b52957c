using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

public class ExampleFixtureTests
{
    [Theory]
    [InlineData("identity.json", 91)]
    [InlineData("v1_sft_demo.jsonl", 500)]
    [InlineData("ms-swift/alpaca.jsonl", 3)]
    [InlineData("ms-swift/chatml.jsonl", 3)]
    [InlineData("ms-swift/conversations.jsonl", 3)]
    [InlineData("ms-swift/sharegpt.jsonl", 3)]
    [InlineData("ms-swift/swift_multi.jsonl", 3)]
    [InlineData("ms-swift/swift_single.jsonl", 3)]
    public void ReadAll_OfForeignSets_ReadsEveryRowAsConversation(string file, int rows)
    {
        var contents = ExampleReader.ReadAll(Shelf.Fixture("sft-datasets", file), CancellationToken.None);

        Assert.Empty(contents.Problems);
        Assert.Equal(rows, contents.Examples.Count);
        Assert.All(contents.Examples, example =>
        {
            Assert.Equal(ExampleKind.Messages, example.Kind);
            Assert.Equal("assistant", (string?)example.Messages[^1]!["role"]);
            Assert.All(example.Messages, message => Assert.Null(message!["loss_weight"]));
        });
    }

    [Fact]
    public void ReadAll_OfMsSwiftSets_GivesTheTurnsOfEachForm()
    {
        string[] Said(string file) => [.. ExampleReader.Read(Shelf.Fixture("sft-datasets", "ms-swift", file), CancellationToken.None).Select(Rows.Said)];

        Assert.Equal("system: system123 | user: aaaaa | assistant: bbbbb | user: 11111\n22222 | assistant: 33333", Said("alpaca.jsonl")[0]);
        Assert.Equal("system: 00000 | user: 55555 | assistant: 66666", Said("swift_multi.jsonl")[0]);
        Assert.Equal("user: AAAAA | assistant: BBBBB | user: CCCCC | assistant: DDDDD | user: EEEEE | assistant: FFFFF", Said("swift_multi.jsonl")[2]);
        Assert.Equal(Said("swift_multi.jsonl")[2], Said("sharegpt.jsonl")[2]);
        Assert.Equal(Said("chatml.jsonl"), Said("conversations.jsonl"));
    }

    [Fact]
    public void ReadAll_OfGsm8k_GivesQuestionsAndAnswers()
    {
        var contents = ExampleReader.ReadAll(Shelf.Fixture("gsm8k", "train.jsonl"), CancellationToken.None);

        Assert.Equal((7473, 0), (contents.Examples.Count, contents.ProblemCount));
        Assert.Equal(7473, contents.Examples.Select(example => example.Id).Distinct().Count());
        Assert.StartsWith("user: Natalia sold clips to 48 of her friends in April", Rows.Said(contents.Examples[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAll_OfTheBundledSets_HasNoProblem()
    {
        Assert.Equal(400, ExampleReader.Read(Path.Combine(Shelf.Models, "general-rehearsal.jsonl"), CancellationToken.None).Count());
        Assert.Equal(200, ExampleReader.Read(Path.Combine(Shelf.Repository, "starter-set", "entries.jsonl"), CancellationToken.None).Count());
    }
}
