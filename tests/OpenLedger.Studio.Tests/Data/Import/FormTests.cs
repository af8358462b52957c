using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Tests.Data.Import;

/// <summary>The same conversation in every way of writing it.</summary>
public sealed class FormTests
{
    private const string OneAnswer = "user: When does it open? | assistant: At nine.";

    [Theory]
    [InlineData("openai.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": \"When does it open?\"}, {\"role\": \"assistant\", \"content\": \"At nine.\"}]}")]
    [InlineData("parts.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"When does \"}, {\"type\": \"text\", \"text\": \"it open?\"}]}, {\"role\": \"assistant\", \"content\": \"At nine.\"}]}")]
    [InlineData("sharegpt.json", "[{\"conversations\": [{\"from\": \"human\", \"value\": \"When does it open?\"}, {\"from\": \"gpt\", \"value\": \"At nine.\"}]}]")]
    [InlineData("pairs.json", "[{\"conversation\": [{\"human\": \"When does it open?\", \"assistant\": \"At nine.\"}]}]")]
    [InlineData("qa.jsonl", "{\"question\": \"When does it open?\", \"answer\": \"At nine.\"}")]
    [InlineData("other-words.jsonl", "{\"Frage\": \"When does it open?\", \"Antwort\": \"At nine.\"}")]
    [InlineData("swift.jsonl", "{\"query\": \"When does it open?\", \"response\": \"At nine.\"}")]
    [InlineData("alpaca.json", "[{\"instruction\": \"When does it open?\", \"input\": \"\", \"output\": \"At nine.\"}]")]
    [InlineData("completion.jsonl", "{\"prompt\": \"When does it open?\", \"completion\": \"At nine.\"}")]
    [InlineData("lists.jsonl", "{\"prompt\": [{\"role\": \"user\", \"content\": \"When does it open?\"}], \"completion\": [{\"role\": \"assistant\", \"content\": \"At nine.\"}]}")]
    [InlineData("bare.jsonl", "[{\"role\": \"user\", \"content\": \"When does it open?\"}, {\"role\": \"assistant\", \"content\": \"At nine.\"}]")]
    [InlineData("inside.json", "{\"version\": 2, \"data\": {\"train\": [{\"question\": \"When does it open?\", \"answer\": \"At nine.\"}]}}")]
    [InlineData("one.json", "{\n  \"question\": \"When does it open?\",\n  \"answer\": \"At nine.\"\n}")]
    [InlineData("columns.json", "{\"question\": [\"When does it open?\"], \"answer\": [\"At nine.\"]}")]
    [InlineData("pandas.json", "{\"question\": {\"0\": \"When does it open?\"}, \"answer\": {\"0\": \"At nine.\"}}")]
    [InlineData("split.json", "{\"columns\": [\"question\", \"answer\"], \"index\": [0], \"data\": [[\"When does it open?\", \"At nine.\"]]}")]
    [InlineData("comma.csv", "question,answer\nWhen does it open?,At nine.\n")]
    [InlineData("semicolon.csv", "Frage;Antwort\r\nWhen does it open?;At nine.\r\n")]
    [InlineData("excel.csv", "sep=;\r\nFrage;Antwort\r\nWhen does it open?;At nine.\r\n")]
    [InlineData("tabs.tsv", "question\tanswer\nWhen does it open?\tAt nine.\n")]
    [InlineData("pipe.csv", "question|answer\nWhen does it open?|At nine.\n")]
    [InlineData("cells.csv", "id,messages\n1,\"[{\"\"role\"\": \"\"user\"\", \"\"content\"\": \"\"When does it open?\"\"}, {\"\"role\"\": \"\"assistant\"\", \"\"content\"\": \"\"At nine.\"\"}]\"\n")]
    [InlineData("pandas.csv", "id,messages\n1,\"[{'role': 'user', 'content': 'When does it open?'}\n {'role': 'assistant', 'content': 'At nine.', 'name': None}]\"\n")]
    [InlineData("no-ending", "question,answer\nWhen does it open?,At nine.\nWhen does it close?,At five.\n", 2)]
    [InlineData("talk.txt", "Q: When does it open?\nA: At nine.\n\nQ: When does it close?\nA: At five.\n", 2)]
    [InlineData("talk.md", "**Question 1:** When does it open?\n**Answer:** At nine.\n\n**Question 2:** When does it close?\n**Answer:** At five.\n", 2)]
    public void File_InAnyForm_BecomesTheSameConversation(string name, string text, int examples = 1)
    {
        var imported = Imported.Of(name, text);

        Assert.Null(imported.Form.Problem);
        Assert.Empty(imported.Report.Problems);
        Assert.Equal(examples, imported.Examples.Count);
        Assert.Equal(OneAnswer, imported.Said(0));
    }

    [Fact]
    public void Alpaca_PutsTheInputOnTheNextLine_AndTheSystemFirst()
    {
        var imported = Imported.Of("a.json", "[{\"instruction\": \"Translate\", \"input\": \"Haus\", \"output\": \"house\", \"system\": \"Be brief.\", \"history\": [[\"Hi\", \"Hello\"]]}]");

        Assert.Equal("system: Be brief. | user: Hi | assistant: Hello | user: Translate\nHaus | assistant: house", imported.Said(0));
    }

    [Fact]
    public void Conversation_KeepsWeights_ToolCalls_AndTools()
    {
        var imported = Imported.Of("a.jsonl", """{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "no", "loss_weight": 0}, {"role": "assistant", "tool_calls": [{"name": "look"}]}], "tools": "[{\"name\": \"look\"}]", "id": 7}""");

        Assert.Equal("""{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"no","weight":0},{"role":"assistant","tool_calls":[{"name":"look"}]}],"tools":[{"name":"look"}]}""", imported.Examples[0].ToJsonString());
        Assert.Equal(["id"], imported.Form.Unused);
    }

    [Theory]
    [InlineData("{\"text\": \"Once.\"}")]
    [InlineData("{\"story\": \"Once.\", \"id\": 1}")]
    [InlineData("\"Once.\"\n\"Twice.\"")]
    public void Text_IsLearnedAsItStands(string rows)
    {
        var imported = Imported.Of("a.jsonl", rows);

        Assert.Equal(ExampleShape.Text, imported.Report.Shape);
        Assert.Equal("{\"text\":\"Once.\"}", imported.Examples[0].ToJsonString());
    }

    [Fact]
    public void PromptAndCompletion_CanBeReadAsAContinuation()
    {
        var mapping = new RowMapping(RowForm.Continuation, new Dictionary<ColumnRole, string> { [ColumnRole.Beginning] = "prompt", [ColumnRole.Continuation] = "completion" });

        var imported = Imported.Of("a.jsonl", "{\"prompt\": \"Once \", \"completion\": \"upon\"}", new FormCorrection { Mapping = mapping });

        Assert.Equal("{\"prompt\":\"Once \",\"completion\":\"upon\"}", imported.Examples[0].ToJsonString());
    }

    [Theory]
    [InlineData("{\"prompt\": \"Why?\", \"chosen\": \"So.\", \"rejected\": \"No.\"}")]
    [InlineData("{\"question\": \"Why?\", \"chosen\": \"So.\", \"rejected\": \"No.\"}")]
    [InlineData("{\"chosen\": [{\"role\": \"user\", \"content\": \"Why?\"}, {\"role\": \"assistant\", \"content\": \"So.\"}], \"rejected\": [{\"role\": \"user\", \"content\": \"Why?\"}, {\"role\": \"assistant\", \"content\": \"No.\"}]}")]
    [InlineData("{\"prompt\": \"Why?\", \"chosen\": [{\"role\": \"user\", \"content\": \"Why?\"}, {\"role\": \"assistant\", \"content\": \"So.\"}], \"rejected\": [{\"role\": \"user\", \"content\": \"Why?\"}, {\"role\": \"assistant\", \"content\": \"No.\"}]}")]
    [InlineData("{\"chosen\": \"\\n\\nHuman: Why?\\n\\nAssistant: So.\", \"rejected\": \"\\n\\nHuman: Why?\\n\\nAssistant: No.\"}")]
    [InlineData("{\"conversations\": [{\"from\": \"human\", \"value\": \"Why?\"}], \"prompt\": \"Why?\", \"chosen\": {\"role\": \"assistant\", \"content\": \"So.\"}, \"rejected\": {\"role\": \"assistant\", \"content\": \"No.\"}}")]
    public void PreferencePair_IsKeptAsMessages(string row)
    {
        var imported = Imported.Of("a.jsonl", row);

        Assert.Equal(ExampleShape.Preference, imported.Report.Shape);
        Assert.Equal("""{"prompt":[{"role":"user","content":"Why?"}],"chosen":[{"role":"assistant","content":"So."}],"rejected":[{"role":"assistant","content":"No."}]}""", Assert.Single(imported.Examples).ToJsonString());
    }

    [Fact]
    public void QuestionBook_BecomesQuestionsAndAnswers()
    {
        var imported = Imported.Of("faq.json", "{\"When does it open?\": \"At nine.\", \"Where is it?\": \"At the harbour.\"}");

        Assert.Equal(JsonLayout.Pairs, imported.Form.Layout);
        Assert.Equal("user: Where is it? | assistant: At the harbour.", imported.Said(1));
    }

    [Fact]
    public void Table_WithNamesThatSayNothing_IsReadByWhatItHolds()
    {
        var imported = Imported.Of("a.csv", "nr,group,x,y\n1,shop,At nine in the morning it opens.,When does it open?\n2,shop,It is at the harbour.,Where is it?\n3,shop,Nobody knows.,Why?\n");

        Assert.True(imported.Form.IsGuess);
        Assert.Equal("y", imported.Form.Mapping[ColumnRole.Question]);
        Assert.Equal("user: Where is it? | assistant: It is at the harbour.", imported.Said(1));
        Assert.Contains("guessed", Assert.Single(imported.Form.Notes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_WithoutHeader_IsReadFromItsFirstRow()
    {
        var imported = Imported.Of("a.csv", "When does the museum open?,At nine.\nWhere is it?,At the harbour.\n");

        Assert.False(imported.Form.HasHeader);
        Assert.Equal(2, imported.Examples.Count);
        Assert.Equal("user: When does the museum open? | assistant: At nine.", imported.Said(0));
    }

    [Fact]
    public void Correction_GoesBeforeWhatIsFound()
    {
        var mapping = new RowMapping(RowForm.QuestionAnswer, new Dictionary<ColumnRole, string> { [ColumnRole.Question] = "Column 2", [ColumnRole.Answer] = "Column 1" });

        var imported = Imported.Of("a.txt", "At nine.;When?\n", new FormCorrection { Cut = TextCut.Lines });
        var table = Imported.Of("a.csv", "question;answer\nAt nine.;When?\n", new FormCorrection { HasHeader = false, Delimiter = ';', Mapping = mapping });

        Assert.Equal("{\"text\":\"At nine.;When?\"}", imported.Examples[0].ToJsonString());
        Assert.Equal("user: When? | assistant: At nine.", table.Said(1));
    }

    [Theory]
    [InlineData(TextCut.Whole, 1)]
    [InlineData(TextCut.Paragraphs, 3)]
    [InlineData(TextCut.Lines, 4)]
    [InlineData(TextCut.Pieces, 1)]
    public void Prose_IsCutAsAsked(TextCut cut, int examples) =>
        Assert.Equal(examples, Imported.Of("a.txt", "One.\nTwo.\n\n\nThree.\n\nFour.", new FormCorrection { Cut = cut }).Examples.Count);

    [Fact]
    public void ListInsideAnObject_CanBeChosen()
    {
        const string Two = "{\"train\": [{\"question\": \"a\", \"answer\": \"b\"}], \"test\": [{\"question\": \"c\", \"answer\": \"d\"}]}";

        Assert.Equal(["train", "test"], Imported.Of("a.json", Two).Form.Lists);
        Assert.Equal("user: c | assistant: d", Imported.Of("a.json", Two, new FormCorrection { List = "test" }).Said(0));
    }
}
