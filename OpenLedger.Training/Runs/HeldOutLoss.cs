using OpenLedger.Training.Architectures;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Runs;

/// <summary>Mean cross-entropy (natural logarithm) of learned tokens over examples that are not trained on, so many tokens at a time.</summary>
internal sealed class HeldOutLoss(LanguageModelPass pass, IReadOnlyList<TokenizedExample> examples, int tokensAtOnce)
{
    /// <summary>Whether there is anything to measure.</summary>
    public bool Any => examples.Count > 0;

    /// <summary>The mean loss; null without a learned token.</summary>
    public double? Of(LoraParameters? lora, CancellationToken cancellation)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var part in HeldOutParts.Of([.. examples.Select(example => example.Ids.Length)], tokensAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            var packed = PackedTokens.Of([.. examples.Take(part).Select(example => (example.Ids, (bool[]?)example.Learned))]);
            sum += packed.Targets.Length == 0 ? 0 : pass.Loss(packed, lora);
            count += packed.Targets.Length;
        }

        return count == 0 ? null : sum / count;
    }
}
