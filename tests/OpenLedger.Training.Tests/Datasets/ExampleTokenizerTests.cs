using OpenLedger.Training.Chat;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Tests.Datasets;

public class ExampleTokenizerTests
{
    private const int Vocabulary = 1536;
    private const int Long = 512;

    [Theory]
    [InlineData("nano-llama")]
    [InlineData("nano-qwen")]
    [InlineData("nano-mistral")]
    public void Tokenize_OfAConversation_LearnsTheAnswersWithTheirEnd(string model)
    {
        var (tokenizer, example) = (HubTokenizer.Load(Folder(model)), Rows.Single("""{"question": "When does it open?", "answer": "At nine."}"""));

        var tokenized = Tokenizer(model).Tokenize(example);

        var end = tokenizer.IdOf(tokenizer.NamedTokens["eos_token"])!.Value;
        var learned = tokenized.Ids.Where((_, index) => tokenized.Learned[index]).ToArray();
        Assert.Equal("At nine.", tokenizer.Decode(learned, skipSpecialTokens: true).Trim());
        Assert.Contains(end, learned);
        Assert.Equal((example.Id, learned.Length, false), (tokenized.Id, tokenized.LabelCount, tokenized.WasCut));
    }

    [Fact]
    public void Tokenize_OfAnAnswerOfWeight0_LearnsTheOthers()
    {
        var tokenizer = HubTokenizer.Load(Folder("nano-llama"));

        var tokenized = Tokenizer("nano-llama").Tokenize(Rows.Single(
            """{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "No.", "weight": 0}, {"role": "user", "content": "b"}, {"role": "assistant", "content": "Yes."}]}"""));

        Assert.Equal("Yes.", tokenizer.Decode(tokenized.Ids.Where((_, index) => tokenized.Learned[index]), skipSpecialTokens: true));
    }

    [Theory]
    [InlineData("nano-llama", true)]
    [InlineData("nano-qwen", false)]
    [InlineData("nano-mistral", true)]
    public void Tokenize_OfText_LearnsAllOfIt_AndAnEnd(string model, bool begins)
    {
        var tokenizer = HubTokenizer.Load(Folder(model));
        var (begin, end) = (begins ? [tokenizer.IdOf(tokenizer.NamedTokens["bos_token"])!.Value] : Array.Empty<int>(), tokenizer.NamedTokens["eos_token"]);

        var plain = Tokenizer(model).Tokenize(Rows.Single("""{"text": "The door is red."}"""));
        var ended = Tokenizer(model).Tokenize(Rows.Single($$"""{"text": "The door is red.{{end}}"}"""));

        Assert.Equal([.. begin, .. tokenizer.Encode("The door is red.", addSpecialTokens: false), tokenizer.IdOf(end)!.Value], plain.Ids);
        Assert.All(plain.Learned, Assert.True);
        Assert.Equal(plain.Ids.Length - 1, plain.LabelCount);
        Assert.Equal(plain.Ids, ended.Ids);
    }

    [Fact]
    public void Tokenize_OfPromptAndCompletion_LearnsWhatBeginsBehindThePrompt()
    {
        var tokenizer = HubTokenizer.Load(Folder("nano-llama"));

        var tokenized = Tokenizer("nano-llama").Tokenize(Rows.Single("""{"prompt": "The door is", "completion": " red."}"""));

        Assert.Equal(tokenizer.Encode("The door is red.", addSpecialTokens: true), tokenized.Ids[..^1]);
        Assert.Equal(" red.", tokenizer.Decode(tokenized.Ids.Where((_, index) => tokenized.Learned[index]), skipSpecialTokens: true));
        Assert.Equal(tokenizer.Encode(" red.", addSpecialTokens: false).Length + 1, tokenized.LabelCount);
    }

    [Fact]
    public void Tokenize_OfTokens_TakesThemAsTheyAre()
    {
        var labelled = Tokenizer("nano-llama").Tokenize(Rows.Single("""{"input_ids": [9, 8, 7], "labels": [9, -100, 7]}"""));
        var bare = Tokenizer("nano-llama").Tokenize(Rows.Single("""{"input_ids": [9, 8, 7]}"""));

        Assert.Equal([9, 8, 7], labelled.Ids);
        Assert.Equal([true, false, true], labelled.Learned);
        Assert.Equal((1, 2), (labelled.LabelCount, bare.LabelCount));
    }

    [Fact]
    public void TokenizeAll_OfLongAndSilentExamples_CountsThem()
    {
        var contents = Rows.ReadAll("""
            {"input_ids": [1, 2, 3, 4, 5]}
            {"input_ids": [1, 2, 3], "labels": [1, -100, -100]}
            {"input_ids": [1, 2, 3, 4]}
            """);

        var dataset = Tokenizer("nano-llama", 4).TokenizeAll(contents.Examples, CancellationToken.None);

        Assert.Equal([[1, 2, 3, 4], [1, 2, 3], [1, 2, 3, 4]], dataset.Examples.Select(example => example.Ids));
        Assert.Equal([true, false, false], dataset.Examples.Select(example => example.WasCut));
        Assert.Equal((1, 1), (dataset.Cut, dataset.NothingLearned));
    }

    [Fact]
    public void TokenizeAll_OfManyExamples_KeepsTheirOrder_AndReportsTheFirstProblem()
    {
        var rows = string.Concat(Enumerable.Range(0, 1_400).Select(number => $"{{\"input_ids\": [{number}, 1]}}\n"));
        var wrong = rows + "{\"input_ids\": [9999, 1]}\n{\"input_ids\": [9998, 1]}\n";

        var dataset = Tokenizer("nano-llama").TokenizeAll(Rows.ReadAll(rows).Examples, CancellationToken.None);
        var problem = Assert.Throws<TrainingException>(() => Tokenizer("nano-llama").TokenizeAll(Rows.ReadAll(wrong).Examples, CancellationToken.None));

        Assert.Equal(Enumerable.Range(0, 1_400), dataset.Examples.Select(example => example.Ids[0]));
        Assert.StartsWith("train.jsonl, row 1401: ", problem.Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => Tokenizer("nano-llama").TokenizeAll(Rows.ReadAll(rows).Examples, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Tokenize_OfWhatTheModelCannotRead_NamesFileAndRow()
    {
        var unknown = Assert.Throws<TrainingException>(() => Tokenizer("nano-llama").Tokenize(Rows.Single("""{"input_ids": [1, 1536]}""")));
        var unspeakable = Assert.Throws<TrainingException>(() => Tokenizer("nano-mistral").Tokenize(Rows.Single("""{"messages": [{"role": "user", "content": "a"}, {"role": "tool", "content": "b"}]}""")));
        var withoutTemplate = Assert.Throws<TrainingException>(() =>
            new ExampleTokenizer(HubTokenizer.Load(Folder("nano-llama")), null, Vocabulary, Long).Tokenize(Rows.Single("""{"question": "a", "answer": "b"}""")));

        Assert.StartsWith("train.jsonl, row 1: token 1 has the id 1536", unknown.Message, StringComparison.Ordinal);
        Assert.StartsWith("train.jsonl, row 1: ", unspeakable.Message, StringComparison.Ordinal);
        Assert.Contains("no chat template", withoutTemplate.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TokenizeAll_OfTheBundledSets_AreReadWhole_AtTheSuggestedLength()
    {
        foreach (var model in (string[])["nano-llama", "nano-qwen", "nano-mistral"])
        {
            foreach (var file in (string[])[Path.Combine(Shelf.Models, "general-rehearsal.jsonl"), Path.Combine(Shelf.Repository, "starter-set", "entries.jsonl")])
            {
                var length = new TrainingRecipe().WithDefaults(StudioDefaults.Read(Folder(model))).MaxLength;
                var dataset = Tokenizer(model, length).TokenizeAll(ExampleReader.Read(file, CancellationToken.None), CancellationToken.None);

                Assert.Equal((0, 0), (dataset.Cut, dataset.NothingLearned));
            }
        }
    }

    private static string Folder(string model) => Path.Combine(Shelf.Models, model);

    private static ExampleTokenizer Tokenizer(string model, int maxLength = Long)
    {
        var tokenizer = HubTokenizer.Load(Folder(model));
        return new ExampleTokenizer(tokenizer, new ChatEncoder(tokenizer, ChatTemplate.Load(Folder(model))!, TimeProvider.System), Vocabulary, maxLength);
    }
}
