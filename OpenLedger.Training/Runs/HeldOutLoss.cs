using OpenLedger.Training.Architectures;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Runs;

/// <summary>Mean cross-entropy (natural logarithm) of learned tokens over examples that are not trained on.</summary>
internal static class HeldOutLoss
{
    private const int TokensAtOnce = 2048;

    /// <summary>The mean loss; null without a learned token.</summary>
    public static double? Of(LanguageModelPass pass, IReadOnlyList<TokenizedExample> examples, LoraParameters? lora, CancellationToken cancellation)
    {
        var (sum, count) = Sum(pass, examples, lora, cancellation);
        return count == 0 ? null : sum / count;
    }

    /// <summary>The summed loss and the number of learned tokens.</summary>
    public static (double Loss, long Tokens) Sum(LanguageModelPass pass, IReadOnlyList<TokenizedExample> examples, LoraParameters? lora, CancellationToken cancellation)
    {
        var (sum, count) = (0.0, 0L);
        for (var start = 0; start < examples.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = start + 1;
            for (var tokens = examples[start].Ids.Length; end < examples.Count && tokens + examples[end].Ids.Length <= TokensAtOnce; end++)
            {
                tokens += examples[end].Ids.Length;
            }

            var packed = PackedTokens.Of([.. examples.Skip(start).Take(end - start).Select(example => (example.Ids, (bool[]?)example.Learned))]);
            sum += packed.Targets.Length == 0 ? 0 : pass.Loss(packed, lora);
            count += packed.Targets.Length;
            start = end;
        }

        return (sum, count);
    }
}
