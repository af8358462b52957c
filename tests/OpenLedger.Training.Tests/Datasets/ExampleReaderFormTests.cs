using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

public class ExampleReaderFormTests
{
    [Theory]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}""", "user: a | assistant: b")]
    [InlineData("""{"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, "b"]}, {"role": "assistant", "content": [{"type": "text", "value": "c"}]}]}""", "user: ab | assistant: c")]
    [InlineData("""{"question": "a", "answer": "b"}""", "user: a | assistant: b")]
    [InlineData("""{"question": "a", "answer": "b", "system": "s", "text": "rendered"}""", "system: s | user: a | assistant: b")]
    [InlineData("""{"instruction": "a", "output": "b"}""", "user: a | assistant: b")]
    [InlineData("""{"instruction": "a", "input": "", "output": "b", "text": "rendered"}""", "user: a | assistant: b")]
    [InlineData("""{"instruction": "a", "input": "x", "output": "b", "history": [["q", "r"]], "system": "s"}""", "system: s | user: q | assistant: r | user: a\nx | assistant: b")]
    [InlineData("""{"query": "a", "response": "b", "history": null}""", "user: a | assistant: b")]
    [InlineData("""{"query": "a", "response": "b", "history": [["1", "2"], ["3", "4"]]}""", "user: 1 | assistant: 2 | user: 3 | assistant: 4 | user: a | assistant: b")]
    [InlineData("""{"conversations": [{"from": "system", "value": "s"}, {"from": "human", "value": "a"}, {"from": "GPT", "value": "b"}]}""", "system: s | user: a | assistant: b")]
    [InlineData("""{"conversations": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}""", "user: a | assistant: b")]
    [InlineData("""{"conversation": [{"human": "a", "assistant": "b"}, {"human": "c", "assistant": "d"}], "system": "s"}""", "system: s | user: a | assistant: b | user: c | assistant: d")]
    [InlineData("""{"prompt": [{"role": "user", "content": "a"}], "completion": [{"role": "assistant", "content": "b"}]}""", "user: a | assistant: b")]
    public void Read_OfAConversation_GivesMessages(string row, string expected) => Assert.Equal(expected, Rows.Said(Rows.Single(row)));

    [Fact]
    public void Read_OfText_LearnsAllOfIt()
    {
        var example = Rows.Single("""{"text": "Once upon a time"}""");

        Assert.Equal((ExampleKind.Text, "", "Once upon a time"), (example.Kind, example.Prompt, example.Text));
    }

    [Fact]
    public void Read_OfPromptAndCompletion_LearnsTheCompletion()
    {
        var example = Rows.Single("""{"prompt": "The sky is", "completion": " blue."}""");

        Assert.Equal((ExampleKind.Text, "The sky is", " blue."), (example.Kind, example.Prompt, example.Text));
    }

    [Fact]
    public void Read_OfTokens_KeepsIdsAndLabels()
    {
        var example = Rows.Single("""{"input_ids": [1, 5, 7], "labels": [-100, 5, 7], "attention_mask": [1, 1, 1]}""");

        Assert.Equal([1, 5, 7], example.InputIds);
        Assert.Equal([Example.NotLearned, 5, 7], example.Labels!);
        Assert.Null(Rows.Single("""{"input_ids": [1], "labels": null}""").Labels);
    }

    [Fact]
    public void Read_OfMessages_KeepsOtherKeysAsVariables()
    {
        var example = Rows.Single("""{"messages": [{"role": "user", "content": "a"}], "tools": [{"name": "t"}], "enable_thinking": false, "add_generation_prompt": true}""");

        Assert.Equal(["messages", "tools", "enable_thinking"], example.Variables.Select(variable => variable.Key));
    }

    [Fact]
    public void Read_OfToolsInAText_ReadsTheText()
    {
        var example = Rows.Single("""{"conversations": [{"from": "user", "value": "a"}], "tools": "[{\"name\": \"t\"}]"}""");

        Assert.Equal("t", (string?)example.Variables["tools"]![0]!["name"]);
    }

    [Theory]
    [InlineData("""{"messages": [{"role": "user", "content": "a", "loss_weight": 0.0}, {"role": "assistant", "content": "b", "loss_weight": 1.0}]}""", null)]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 1}]}""", null)]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "loss_weight": 0.0}]}""", 0)]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 0}]}""", 0)]
    public void Read_OfWeights_KeepsOnlyWhatIsNotLearned(string row, int? weight)
    {
        var example = Rows.Single(row);

        Assert.Null(example.Messages[0]!["weight"]);
        Assert.Equal(weight, (int?)example.Messages[1]!["weight"]);
        Assert.Null(example.Messages[1]!["loss_weight"]);
    }

    [Fact]
    public void Read_OfALine_CountsLines_AndSkipsBlankOnes()
    {
        var contents = Rows.ReadAll("\uFEFF\n{\"text\": \"a\"}\r\n  \n{\"text\": \"b\"}");

        Assert.Equal([2L, 4L], contents.Examples.Select(example => example.Source.Row));
        Assert.All(contents.Examples, example => Assert.Equal(Rows.Name, example.Source.File));
    }

    [Fact]
    public void Read_OfAList_CountsElements()
    {
        var contents = Rows.ReadAll("\n[ {\"text\": \"a]},\\\"\"},\n\n  {\"text\":\"b\"} ]\n");

        Assert.Equal([("a]},\"", 1L), ("b", 2L)], contents.Examples.Select(example => (example.Text, example.Source.Row)));
    }

    [Fact]
    public void Read_OfManyRows_GivesThemOneByOne()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{{\"text\": \"{number} {new string('x', number % 97)}\"}}\n"));

        Assert.Equal(Enumerable.Range(0, 20_000), Rows.ReadAll(lines).Examples.Select(example => int.Parse(example.Text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(20_000, Rows.ReadAll($"[{lines.TrimEnd().Replace("}\n", "},", StringComparison.Ordinal)}]").Examples.Count);
    }

    [Fact]
    public void Read_OfAFile_IsLazyAndCanBeStopped()
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("a.jsonl", "{\"text\": \"a\"}\n{\"text\": 1}\n");
        using var stop = new CancellationTokenSource();

        Assert.Equal("a", ExampleReader.Read(path, stop.Token).First().Text);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => ExampleReader.Read(path, stop.Token).First());
    }

    [Fact]
    public void Id_OfTheSameContent_IsTheSame_WhateverTheForm()
    {
        string[] rows =
        [
            """{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}""",
            """{"id": 7, "messages": [{"content": "\u0061", "role": "user"}, {"content": "b", "role": "assistant", "weight": 1}], "tools": null}""",
            """{"question": "a", "answer": "b"}""",
            """{"query": "a", "response": "b"}""",
            """{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]}""",
        ];

        Assert.Single(rows.Select(row => Rows.Single(row).Id).Distinct());
        Assert.Single(rows.Select(Rows.Single).Distinct());
    }

    /// <summary>The documented forms, written out: the names they give must never change.</summary>
    [Theory]
    [InlineData("""{"question": "a", "answer": "é\n"}""", "messages\n{\"messages\":[{\"content\":\"a\",\"role\":\"user\"},{\"content\":\"é\\n\",\"role\":\"assistant\"}]}")]
    [InlineData("""{"text": "é"}""", "text\n\0é")]
    [InlineData("""{"prompt": "a", "completion": "b"}""", "text\na\0b")]
    [InlineData("""{"input_ids": [1, 22]}""", "tokens\n1,22\nall")]
    [InlineData("""{"input_ids": [1, 22], "labels": [-100, 22]}""", "tokens\n1,22\n-100,22")]
    public void Id_OfAForm_IsTheHashOfItsCanonicalForm(string row, string form) =>
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(form))), Rows.Single(row).Id);
}
