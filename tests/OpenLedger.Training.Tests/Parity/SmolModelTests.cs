using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Generation;
using OpenLedger.Training.Kernels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Optimization;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;
using Generator = OpenLedger.Training.Generation.Generator;

namespace OpenLedger.Training.Tests.Parity;

/// <summary>What transformers and PEFT computed on a real model: tests/goldens/smollm2.</summary>
[Trait("tier", "parity")]
public class SmolModelTests(SmolModel smol) : IClassFixture<SmolModel>
{
    private const double LogitsTolerance = 2e-3;
    private const double SureMargin = 1e-3;
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Shelf.Golden("smollm2", "golden.json"))).RootElement;

    [Fact]
    public void Prompts_Rendered_GiveTheSameTextAndIds()
    {
        foreach (var prompt in Prompts())
        {
            var encoded = smol.Model.Chat!.Encode(Variables(prompt), withLearned: false);

            Assert.Equal(prompt.GetProperty("text").GetString(), encoded.Text);
            Assert.Equal(Ids(prompt, "ids"), encoded.Ids);
        }
    }

    [Fact]
    public void NextTokens_OfEachPrompt_EqualTheReference()
    {
        using var scope = NewDisposeScope();
        using var space = new Workspace(CPU);
        var pass = new LanguageModelPass(smol.Model.Network, space);
        foreach (var prompt in Prompts())
        {
            var ids = Ids(prompt, "ids");
            var last = pass.Logits(PackedTokens.Of(ids), null)[-1];
            var (values, indices) = last.topk(10);
            var expected = prompt.GetProperty("next_top10");

            Assert.Equal(expected[0].EnumerateArray().Select(id => id.GetInt32()).Order(), GoldenModel.Numbers(indices).Order());
            Close.Everywhere(tensor(expected[1].EnumerateArray().Select(value => value.GetSingle()).ToArray()), values, LogitsTolerance, "ten best logits");
            var everything = PackedTokens.Of([(ids, Enumerable.Repeat(true, ids.Length).ToArray())]);
            Close.Relative(prompt.GetProperty("prompt_loss").GetDouble(), pass.Loss(everything, null) / everything.Targets.Length, 5e-5, "loss over the prompt");
        }
    }

    [Fact]
    public void GreedyAnswers_WhileTheMarginIsClear_EqualTheReference()
    {
        using var generator = new Generator(smol.Model, (Adapter?)null);
        foreach (var prompt in Prompts())
        {
            var expected = Ids(prompt, "greedy");
            var margins = prompt.GetProperty("greedy_margins").EnumerateArray().Select(margin => margin.GetDouble()).ToArray();
            var sure = margins.TakeWhile(margin => margin > SureMargin).Count();
            if (sure == expected.Length && smol.Model.Generation.StopTokenIds.Contains(expected[^1]))
            {
                sure--;
            }

            var answer = generator.Generate(Ids(prompt, "ids"), new GenerationOptions { MaxNewTokens = expected.Length }, CancellationToken.None)
                .Where(piece => piece.Id != Generator.NoToken).Select(piece => piece.Id).Take(sure);

            Assert.Equal(expected.Take(sure), answer);
        }
    }

    [Fact]
    public void FourSteps_OnRealRows_GiveTheSameLosses()
    {
        var training = Golden.GetProperty("training");
        using var adapter = Adapter.Read(Shelf.Golden("smollm2", "adapter-init"), smol.Model.LinearModules);
        using var lora = new LoraParameters(adapter, smol.Model.Config, CPU, trained: true);
        using var space = new Workspace(CPU);
        using var means = zeros_like(lora.Values);
        using var squares = zeros_like(lora.Values);
        var pass = new LanguageModelPass(smol.Model.Network, space);
        var rows = PackedTokens.Of([.. training.GetProperty("rows").EnumerateArray().Select(row =>
            (Ids(row, "input_ids"), (bool[]?)[.. Ids(row, "labels").Select(label => label >= 0)]))]);
        for (var step = 0; step < 4; step++)
        {
            using var scope = NewDisposeScope();
            lora.Gradients!.zero_();
            var loss = pass.LossAndGradients(rows, lora, 1f / rows.Targets.Length, LoraDropout.None) / rows.Targets.Length;
            var norm = GradientNorm.Of(lora.Gradients);
            AdamW.Step(lora.Values, lora.Gradients, means, squares, step + 1, 2e-3, GradientNorm.ClippingFactor(norm, 1), new AdamWOptions(0.9, 0.999, 1e-8, 0.1));

            Close.Relative(training.GetProperty("losses")[step].GetDouble(), loss, 5e-5, $"loss of step {step}");
            Close.Relative(training.GetProperty("grad_norms_before_clipping")[step].GetDouble(), norm, 1e-3, $"gradient norm of step {step}");
        }
    }

    private static JsonElement.ArrayEnumerator Prompts() => Golden.GetProperty("prompts").EnumerateArray();

    private static JsonObject Variables(JsonElement prompt) => new()
    {
        ["messages"] = JsonNode.Parse(prompt.GetProperty("messages").GetRawText()),
        ["add_generation_prompt"] = true,
    };

    private static int[] Ids(JsonElement owner, string name) => [.. owner.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];
}
