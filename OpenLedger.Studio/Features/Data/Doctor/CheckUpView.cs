using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>What a check-up knows at a moment.</summary>
/// <param name="Done">How far it is, from 0 to 1.</param>
/// <param name="Lengths">How long the examples are; null without a model.</param>
/// <param name="Findings">What was found.</param>
/// <param name="IsOver">Whether nothing more comes.</param>
/// <param name="Problem">Why the model cannot read at all.</param>
public sealed record CheckUpView(double Done, Lengths? Lengths, IReadOnlyList<Finding> Findings, bool IsOver, Wording? Problem)
{
    /// <summary>The longest text that the model reads.</summary>
    public int Context { get; init; }

    /// <summary>The tokens of each example that was measured, once all were.</summary>
    internal IReadOnlyDictionary<long, TokenFacts>? Facts { get; init; }

    /// <summary>What is to be said of the examples where the longest text has so many tokens; a fit for all is no finding.</summary>
    public IReadOnlyList<Finding> FindingsAt(int maxLength)
    {
        if (Lengths is not { Measured: > 0 } lengths || lengths.Fits(maxLength) >= 1)
        {
            return Findings;
        }

        var tooLong = (long)Math.Max(1, Math.Round((1 - lengths.Fits(maxLength)) * lengths.Examples));
        var silent = (long)Math.Round(lengths.LearnsNothing(maxLength) * lengths.Examples);
        var enough = lengths.Enough(Context);
        var sentence = silent > 0
            ? new Wording("Examples longer than {1} tokens: {0}. They lose their end; of {2} nothing of the answer is left to learn.", tooLong, maxLength, silent)
            : new Wording("Examples longer than {1} tokens: {0}. They lose their end.", tooLong, maxLength);
        var fix = enough > maxLength ? new Wording("Read up to {0} tokens", enough) : new Wording("Leave them out");
        return [new Finding(FindingKind.TooLong, tooLong, sentence, Facts is null && enough <= maxLength ? null : fix)
        {
            Examples = enough > maxLength || Facts is null ? [] : [.. Facts.Where(example => example.Value.Total > maxLength).Select(example => example.Key)],
        }, .. Findings];
    }
}
