using System.Text.Json.Nodes;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Tests.CommandLine;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Lora;
using TorchSharp;

namespace OpenLedger.Studio.Tests.Playground;

/// <summary>What the playground answers as it is set at first, and what <c>./openledger generate</c> answers: the same, letter by letter.</summary>
public sealed class GreedyParityTests : IDisposable
{
    private const string Model = "nano-llama";

    private readonly ScratchFolder _folder = new();
    private readonly ModelShelf _shelf = new(TorchChatModel.Load, new ChatMemory(ChatMemory.OfModel, () => long.MaxValue), TimeProvider.System, TimeSpan.FromMinutes(5));

    private static IReadOnlyList<string> Questions { get; } =
        [.. File.ReadLines(Path.Combine(Checkout.Root, "models", "general-questions.jsonl")).Take(12)
            .Select(line => JsonNode.Parse(line)!["messages"]![0]!["content"]!.GetValue<string>()),
            "Who are you?", "Ünïcode 🦊 — und eine Zeile\nmehr?"];

    public void Dispose()
    {
        _shelf.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task BaseAndTuned_AnswerAsTheCommandLineDoes()
    {
        var adapter = Tuned();

        var asBase = CommandLine(null, Questions.Select(question => new JsonObject { ["messages"] = new JsonArray(User(question)) }));
        var asTuned = CommandLine(adapter, Questions.Select(question => new JsonObject { ["messages"] = new JsonArray(User(question)) }));
        var sideBySide = new List<(string, string)>();
        foreach (var question in Questions)
        {
            sideBySide.Add(await AskAsync([null, adapter], [new ChatTurn(true, question)], null));
        }

        Assert.Equal(asBase, sideBySide.Select(answers => answers.Item1));
        Assert.Equal(asTuned, sideBySide.Select(answers => answers.Item2));
        Assert.NotEqual(asBase, asTuned);
    }

    [Fact]
    public async Task SystemPromptAndEarlierTurns_AreReadAsTheCommandLineReadsThem()
    {
        ChatTurn[] turns = [new(true, "Who are you?"), new(false, "I am a small model."), new(true, "How many legs does a mouse have?")];
        var messages = new JsonArray(new JsonObject { ["role"] = "system", ["content"] = "You answer briefly." }, User(turns[0].Text), new JsonObject { ["role"] = "assistant", ["content"] = turns[1].Text }, User(turns[2].Text));

        var expected = CommandLine(null, [new JsonObject { ["messages"] = messages }]);
        var (answer, _) = await AskAsync([null], turns, "You answer briefly.");

        Assert.Equal(Assert.Single(expected), answer);
    }

    [Fact]
    public async Task DrawnAnswers_AreTheCommandLinesToo()
    {
        var sampling = new ChatSampling { Temperature = 0.9, TopK = 40, TopP = 0.95, MinP = 0.02, RepetitionPenalty = 1.1, LongestAnswer = 40, Seed = 7 };

        var run = CommandRun.With(
            new JsonObject { ["messages"] = new JsonArray(User("Who are you?")) }.ToJsonString(),
            "generate", Checkout.Model(Model), "--json", "--temperature", "0.9", "--top-k", "40", "--top-p", "0.95", "--min-p", "0.02", "--repetition-penalty", "1.1", "--max-new-tokens", "40", "--seed", "7");
        var (answer, _) = await AskAsync([null], [new ChatTurn(true, "Who are you?")], null, sampling);

        Assert.Equal(run.Line["text"]!.GetValue<string>(), answer);
    }

    [Fact]
    public async Task ConversationBeyondTheContext_ForgetsItsBeginning_AndSaysHowMuch()
    {
        var talk = Enumerable.Range(0, 81).Select(place => new ChatTurn(place % 2 == 0, $"This is turn number {place} of a long talk about boats.")).ToList();
        var pieces = new List<ChatPiece>();

        await foreach (var piece in Shelves.Desk(_shelf).AnswerAsync(Checkout.Model(Model), [null], new ChatAsk([talk], new ChatSampling { LongestAnswer = 8 }), TestContext.Current.CancellationToken))
        {
            pieces.Add(piece);
        }

        Assert.DoesNotContain(pieces, piece => piece.Problem is not null);
        Assert.InRange(pieces.Max(piece => piece.Forgotten), 1, 40);
    }

    private static JsonObject User(string text) => new() { ["role"] = "user", ["content"] = text };

    private static List<string> CommandLine(string? adapter, IEnumerable<JsonObject> lines)
    {
        string[] arguments = ["generate", Checkout.Model(Model), "--json", .. adapter is null ? Array.Empty<string>() : ["--adapter", adapter]];
        return [.. CommandRun.With(string.Join('\n', lines.Select(line => line.ToJsonString())), arguments).Lines.Select(line => line["text"]!.GetValue<string>())];
    }

    private async Task<(string First, string Second)> AskAsync(IReadOnlyList<string?> adapters, IReadOnlyList<ChatTurn> turns, string? system, ChatSampling? sampling = null)
    {
        var said = new[] { "", "" };
        await foreach (var piece in Shelves.Desk(_shelf).AnswerAsync(Checkout.Model(Model), adapters, new ChatAsk([turns, turns], sampling ?? new ChatSampling(), system), TestContext.Current.CancellationToken))
        {
            Assert.Null(piece.Problem);
            if (piece.Voice >= 0)
            {
                said[piece.Voice] += piece.Text;
            }
        }

        return (said[0], said[1]);
    }

    /// <summary>An adapter that has learned something, if nothing sensible: its second matrices are waves.</summary>
    private string Tuned()
    {
        var folder = _folder["adapter"];
        using var model = BaseModel.Open(Checkout.Model(Model), Precision.Float32, TimeProvider.System, TestContext.Current.CancellationToken);
        using var adapter = Adapter.Create(new LoraConfig { Rank = 4, Alpha = 8 }, model.LinearModules, seed: 3);
        foreach (var pair in adapter.Pairs.Values)
        {
            using var scope = torch.NewDisposeScope();
            pair.Up.copy_((torch.arange(pair.Up.NumberOfElements, torch.ScalarType.Float32).sin() * 0.4f).reshape(pair.Up.shape));
        }

        adapter.Write(folder);
        return folder;
    }
}
