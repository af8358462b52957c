using System.Text.Json;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Kernels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Optimization;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Parity;

/// <summary>What transformers and PEFT computed, number for number: tests/goldens/models.</summary>
[Trait("tier", "parity")]
public class ModelParityTests
{
    private const double LogitsTolerance = 2e-4;

    public static TheoryData<string> Models =>
        [.. Directory.GetDirectories(Shelf.Golden("models")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Models))]
    public void LogitsAndHiddenStates_OfTheBase_EqualTheReference(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        var rows = golden.Packed();

        var logits = golden.Pass.Logits(rows, null);
        var states = golden.Pass.HiddenStates(rows, null);

        Close.Everywhere(golden.Golden("logits").reshape(logits.shape), logits, LogitsTolerance, "logits");
        for (var layer = 0; layer < states.Count; layer++)
        {
            Close.Everywhere(golden.Golden($"hidden.{layer}").reshape(states[layer].shape), states[layer], LogitsTolerance, $"hidden.{layer}");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void PackedDocuments_SideBySide_EqualEachAlone(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        var ids = golden.Rows()[0].Ids;
        var cut = GoldenModel.Numbers(golden.Golden("packed.lengths"))[0];

        var logits = golden.Pass.Logits(PackedTokens.Of([(ids[..cut], null), (ids[cut..], null)]), null);

        Close.Everywhere(golden.Golden("packed.logits").reshape(logits.shape), logits, LogitsTolerance, "packed.logits");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Gradients_OfEveryAdapterMatrix_EqualTheReference(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        using var adapter = golden.Adapter("adapter-init");
        using var lora = new LoraParameters(adapter, golden.Config, CPU, trained: true);
        var rows = golden.Packed();

        Close.Everywhere(golden.Golden("adapted.logits").reshape(rows.Count, -1), golden.Pass.Logits(rows, lora), LogitsTolerance, "adapted.logits");
        golden.Pass.LossAndGradients(rows, lora, 1f / rows.Targets.Length, LoraDropout.None);

        AssertGradients(golden, lora, "grad.");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Gradients_OfOneExample_EqualTheReference(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        using var adapter = golden.Adapter("adapter-init");
        for (var row = 0; row < 2; row++)
        {
            using var lora = new LoraParameters(adapter, golden.Config, CPU, trained: true);
            var (ids, learned) = golden.Rows()[row];

            // The reference holds the gradient of the row's mean loss (its README says sum; the numbers say mean).
            var rows = PackedTokens.Of([(ids, learned)]);
            golden.Pass.LossAndGradients(rows, lora, 1f / rows.Targets.Length, LoraDropout.None);

            AssertGradients(golden, lora, $"example.{row}.grad.");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TwelveSteps_FromTheSameStart_GiveTheSameLossesAndAdapter(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        using var adapter = golden.Adapter("adapter-init");
        using var lora = new LoraParameters(adapter, golden.Config, CPU, trained: true);
        var rows = golden.Packed();

        TwelveSteps(golden, lora, rows, 2e-5);
        var logits = golden.Pass.Logits(rows, lora);

        Close.Everywhere(golden.Golden("trained.logits").reshape(logits.shape), logits, LogitsTolerance, "logits after our twelve steps");
        using var shipped = golden.Adapter("adapter-trained");
        using var trained = new LoraParameters(shipped, golden.Config, CPU, trained: false);
        Close.Everywhere(golden.Golden("trained.logits").reshape(logits.shape), golden.Pass.Logits(rows, trained), LogitsTolerance, "logits of the shipped adapter");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TwelveSteps_InBfloat16_StayWithinTwoPercent(string name)
    {
        using var golden = new GoldenModel(name, ScalarType.BFloat16);
        using var adapter = golden.Adapter("adapter-init");
        using var lora = new LoraParameters(adapter, golden.Config, CPU, trained: true);

        TwelveSteps(golden, lora, golden.Packed(), 2e-2, norms: false);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void LogitsAndHiddenStates_ByTorchAlone_EqualTheKernels(string name)
    {
        using var golden = new GoldenModel(name);
        using var scope = NewDisposeScope();
        using var adapter = golden.Adapter("adapter-init");
        Assert.Equal(LearnedShare(golden), golden.Packed().LabelRows.Length);
        using var lora = new LoraParameters(adapter, golden.Config, CPU, trained: true);

        var loss = golden.Pass.Loss(golden.Packed(), lora) / golden.Packed().Targets.Length;

        Close.Relative(golden.Results.GetProperty("losses")[0].GetDouble(), loss, 2e-5, "loss of the first step");
    }

    private static int LearnedShare(GoldenModel golden) => golden.Rows().Sum(row => row.Learned.Skip(1).Count(learned => learned));

    private static void TwelveSteps(GoldenModel golden, LoraParameters lora, PackedTokens rows, double tolerance, bool norms = true)
    {
        using var means = zeros_like(lora.Values);
        using var squares = zeros_like(lora.Values);
        var optimizer = golden.Results.GetProperty("optimizer");
        var options = new AdamWOptions(0.9, 0.999, 1e-8, optimizer.GetProperty("weight_decay").GetDouble());
        var rates = Doubles(golden.Results, "learning_rates");
        for (var step = 0; step < rates.Length; step++)
        {
            lora.Gradients!.zero_();
            var loss = golden.Pass.LossAndGradients(rows, lora, 1f / rows.Targets.Length, LoraDropout.None) / rows.Targets.Length;
            var norm = GradientNorm.Of(lora.Gradients);
            AdamW.Step(lora.Values, lora.Gradients, means, squares, step + 1, rates[step], GradientNorm.ClippingFactor(norm, 1), options);

            Close.Relative(Doubles(golden.Results, "losses")[step], loss, tolerance, $"loss of step {step}");
            if (norms)
            {
                Close.Relative(Doubles(golden.Results, "grad_norms_before_clipping")[step], norm, tolerance, $"gradient norm of step {step}");
            }
        }
    }

    private static void AssertGradients(GoldenModel golden, LoraParameters lora, string prefix)
    {
        var names = golden.Names(prefix).ToList();
        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            var path = name[(prefix.Length + "base_model.model.".Length)..];
            using var expected = golden.Golden(name);
            var module = path[..path.IndexOf(".lora_", StringComparison.Ordinal)];
            var slot = lora.SlotOf(module);
            Close.InNorm(expected, path.Contains("lora_A", StringComparison.Ordinal) ? slot.DownGradient! : slot.UpGradient!, 1e-4, name);
        }
    }

    private static double[] Doubles(JsonElement results, string name) => [.. results.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
