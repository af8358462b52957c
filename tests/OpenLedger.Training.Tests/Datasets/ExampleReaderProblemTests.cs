using System.Text;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

public class ExampleReaderProblemTests
{
    [Theory]
    [InlineData("""{"messages": "hi"}""", "messages", "list")]
    [InlineData("""{"messages": []}""", "messages", "empty")]
    [InlineData("""{"messages": ["hi"]}""", "messages[0]", "object")]
    [InlineData("""{"messages": [{"content": "hi"}]}""", "messages[0].role", "text")]
    [InlineData("""{"messages": [{"role": "human", "content": "hi"}]}""", "messages[0].role", "write \"user\"")]
    [InlineData("""{"messages": [{"role": "user"}]}""", "messages[0].content", "missing")]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": 7}]}""", "messages[1].content", "a number")]
    [InlineData("""{"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}""", "messages[0].content[0].type", "image_url")]
    [InlineData("""{"messages": [{"role": "user", "content": "a", "weight": 1}]}""", "messages[0].weight", "only what the assistant says")]
    [InlineData("""{"messages": [{"role": "assistant", "content": "a", "loss_weight": 0.5}]}""", "messages[0].loss_weight", "0 (not learned) or 1")]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}], "tools": "x"}""", "tools", "list of tools")]
    [InlineData("""{"question": "a"}""", "answer", "missing")]
    [InlineData("""{"response": "a"}""", "query", "missing")]
    [InlineData("""{"question": "a", "answer": 72}""", "answer", "double quotes")]
    [InlineData("""{"instruction": "a", "response": "b"}""", "output", "missing")]
    [InlineData("""{"query": "a", "response": "b", "history": [["q"]]}""", "history[0]", "two texts")]
    [InlineData("""{"conversations": [{"from": "alien", "value": "a"}]}""", "conversations[0].from", "alien")]
    [InlineData("""{"conversations": [{"from": "human"}]}""", "conversations[0].value", "text")]
    [InlineData("""{"conversations": []}""", "conversations", "empty")]
    [InlineData("""{"prompt": "a", "completion": ["b"]}""", "completion", "text")]
    [InlineData("""{"text": ["a"]}""", "text", "a list")]
    [InlineData("""{"input_ids": []}""", "input_ids", "empty")]
    [InlineData("""{"input_ids": [1, -1]}""", "input_ids[1]", "whole number")]
    [InlineData("""{"input_ids": [1, 99999999999]}""", "input_ids[1]", "whole number")]
    [InlineData("""{"input_ids": [1.5]}""", "input_ids[0]", "whole number")]
    [InlineData("""{"input_ids": [1, 2], "labels": [1]}""", "labels", "one label a token")]
    [InlineData("""{"input_ids": [1, 2], "labels": [1, 3]}""", "labels[1]", "the token itself")]
    [InlineData("""{"input_ids": [1, 2], "attention_mask": [1, 0]}""", "attention_mask", "padding")]
    [InlineData("""{"chosen": "a", "rejected": "b"}""", null, "preference")]
    [InlineData("""{"title": "a", "body": "b"}""", null, "title, body")]
    [InlineData("{}", null, "no known form")]
    [InlineData("[[1]]", null, "a list")]
    [InlineData("\"hi\"", null, "a text")]
    [InlineData("null", null, "null")]
    [InlineData("question,answer", null, "not JSON")]
    [InlineData("{\"text\": \"a\", \"text\": \"b\"}", null, "twice")]
    [InlineData("{\"text\": \"\\ud800\"}", null, "surrogate")]
    [InlineData("{\"text\": \"a\"", null, "not JSON")]
    public void Read_OfABadRow_NamesRowFieldAndWhatToDo(string row, string? field, string says)
    {
        var problem = Rows.Problem(row);

        Assert.Equal((Rows.Name, 1L, field), (problem.File, problem.Row, problem.Field));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFileWithABadRow_ThrowsItsSentence()
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("a.jsonl", "{\"text\": \"a\"}\n{\"question\": \"b\"}\n");

        var problem = Assert.Throws<TrainingException>(() => ExampleReader.Read(path, CancellationToken.None).Count());

        Assert.Equal($"{path}, row 2, field answer: is missing. A row with \"question\" needs \"answer\" too.", problem.Message);
    }

    [Fact]
    public void ReadAll_OfGoodAndBadRows_GivesBoth()
    {
        var contents = Rows.ReadAll("{\"text\": \"a\"}\n{\"text\": 1}\n{]\n{\"text\": \"b\"}\n");

        Assert.Equal(["a", "b"], contents.Examples.Select(example => example.Text));
        Assert.Equal([2L, 3L], contents.Problems.Select(problem => problem.Row!.Value));
        Assert.Equal(2, contents.ProblemCount);
    }

    [Fact]
    public void ReadAll_OfEndlessProblems_ListsTheFirst_AndCountsAll()
    {
        var contents = Rows.ReadAll(string.Concat(Enumerable.Repeat("{}\n", 5_000)));

        Assert.Equal((ExampleReader.MostProblems, 5_000), (contents.Problems.Count, contents.ProblemCount));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    [InlineData("[ ]")]
    [InlineData("\uFEFF")]
    public void Read_OfAnEmptyFile_SaysSo(string text)
    {
        var problem = Rows.Problem(text);

        Assert.Null(problem.Row);
        Assert.Contains("no rows", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{\"text\": \"a\"}", "never closed")]
    [InlineData("[{\"text\": \"a\"}] x", "after the end of the list")]
    [InlineData("[{\"text\": \"a\"}, {]}]", "never opened")]
    [InlineData("[{\"text\": \"a\"}, {\"b\"}]", "not JSON")]
    [InlineData("[{\"text\": \"a\"}, }]", "never opened")]
    [InlineData("[{\"text\": \"a\"},]", "not JSON")]
    public void Read_OfABrokenList_SaysWhere(string text, string says)
    {
        var contents = Rows.ReadAll(text);

        Assert.InRange(contents.Examples.Count, 0, 1);
        Assert.Contains(contents.Problems, problem => problem.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OfOtherEncodings_NamesThem()
    {
        const string Row = "{\"text\": \"é\"}\n";

        Assert.Contains("UTF-16", Rows.Problem(Encoding.Unicode.GetPreamble(), Encoding.Unicode.GetBytes(Row)).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-16", Rows.Problem(Encoding.BigEndianUnicode.GetPreamble(), Encoding.BigEndianUnicode.GetBytes(Row)).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-32", Rows.Problem(Encoding.UTF32.GetPreamble(), Encoding.UTF32.GetBytes(Row)).Message, StringComparison.Ordinal);
        Assert.Contains("zero bytes", Rows.Problem(Encoding.Unicode.GetBytes(Row)).Message, StringComparison.Ordinal);
        Assert.Contains("not UTF-8", Rows.Problem(Encoding.Latin1.GetBytes(Row)).Message, StringComparison.Ordinal);
        Assert.Contains("zip", Rows.Problem("PK\u0003\u0004 and so on"u8.ToArray()).Message, StringComparison.Ordinal);
        Assert.Contains("gzip", Rows.Problem([0x1F, 0x8B, 8]).Message, StringComparison.Ordinal);
        Assert.Contains("Parquet", Rows.Problem("PAR1..."u8.ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAPathThatIsNoFile_SaysWhatToDo()
    {
        using var folder = new ScratchFolder();

        foreach (var path in (string[])[folder.File("none.jsonl"), folder.Path, "", "a\0b"])
        {
            var problem = Assert.Throws<TrainingException>(() => ExampleReader.Read(path, CancellationToken.None).Count());

            Assert.Contains("Check", problem.Message, StringComparison.Ordinal);
            Assert.Equal(problem.Message, Assert.Single(ExampleReader.ReadAll(path, CancellationToken.None).Problems).ToString());
        }
    }

    [Theory]
    [InlineData("{\"text\": \"")]
    [InlineData("[{\"text\": \"")]
    public void Read_OfAnEndlessRow_StopsAt16Megabytes(string start)
    {
        using var endless = new EndlessStream(start, (byte)'a');

        var contents = ExampleReader.ReadAll(endless, Rows.Name, CancellationToken.None);

        Assert.Contains("16 MB", Assert.Single(contents.Problems).Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 16 << 20, 17 << 20);
    }

    [Fact]
    public void Read_OfEndlessZeros_StopsAtOnce()
    {
        using var endless = new EndlessStream("", 0);

        var contents = ExampleReader.ReadAll(endless, Rows.Name, CancellationToken.None);

        Assert.Contains("zero bytes", Assert.Single(contents.Problems).Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 1, 1 << 20);
    }
}
