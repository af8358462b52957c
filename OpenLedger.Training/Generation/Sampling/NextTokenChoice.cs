using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Generation.Sampling;

/// <summary>
/// Chooses the next token from the scores of all: repetition penalty, temperature, top-k, top-p and min-p in transformers' order,
/// then one is drawn; at temperature 0 the best is taken, the lowest id among equals.
/// </summary>
public sealed class NextTokenChoice
{
    private readonly float _temperature;
    private readonly int _topK;
    private readonly float _topP;
    private readonly float _minP;
    private readonly float _repetitionPenalty;
    private double[] _probabilities = [];

    /// <summary>Chooses with these settings.</summary>
    /// <param name="temperature">0 takes the best, 1 draws as the model says.</param>
    /// <param name="topK">How many tokens are considered; 0: all.</param>
    /// <param name="topP">The probability that the considered ones add up to; 1: all.</param>
    /// <param name="minP">The least probability, as share of the best one's; 0: all.</param>
    /// <param name="repetitionPenalty">Above 1 what was said before becomes less likely.</param>
    /// <exception cref="TrainingException">A setting is out of range.</exception>
    public NextTokenChoice(float temperature, int topK, float topP, float minP, float repetitionPenalty)
    {
        Demand(float.IsFinite(temperature) && temperature >= 0, "temperature", temperature, "0 (always the best token) or more, mostly 0.1 to 1.5");
        Demand(topK >= 0, "top_k", topK, "0 (all tokens) or more");
        Demand(topP is > 0 and <= 1, "top_p", topP, "above 0 and at most 1 (all tokens)");
        Demand(minP is >= 0 and <= 1, "min_p", minP, "from 0 (all tokens) to 1");
        Demand(float.IsFinite(repetitionPenalty) && repetitionPenalty > 0, "repetition_penalty", repetitionPenalty, "above 0, mostly 1 (none) to 1.3");
        _temperature = temperature;
        _topK = topK;
        _topP = topP;
        _minP = minP;
        _repetitionPenalty = repetitionPenalty;
    }

    /// <summary>Changes the scores in place, so that their softmax is what is drawn from.</summary>
    /// <param name="logits">The score of each token.</param>
    /// <param name="context">All tokens so far, those of the prompt included.</param>
    public void Process(Span<float> logits, ReadOnlySpan<int> context)
    {
        LogitsProcessors.PenalizeRepetition(logits, context, _repetitionPenalty);
        if (_temperature > 0)
        {
            LogitsProcessors.ApplyTemperature(logits, _temperature);
            LogitsProcessors.KeepTopK(logits, _topK);
            LogitsProcessors.KeepTopP(logits, _topP);
            LogitsProcessors.KeepMinP(logits, _minP);
        }
    }

    /// <summary>Processes the scores in place and chooses a token.</summary>
    /// <exception cref="TrainingException">The scores are not numbers.</exception>
    public int Choose(Span<float> logits, ReadOnlySpan<int> context, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Process(logits, context);
        var best = Best(logits);
        return _temperature > 0 ? Draw(logits, best, random) : best;
    }

    /// <summary>The token of the highest score, the lowest id among equals.</summary>
    /// <exception cref="TrainingException">No score is a finite number.</exception>
    public static int Best(ReadOnlySpan<float> logits)
    {
        var best = -1;
        for (var id = 0; id < logits.Length; id++)
        {
            if (float.IsNaN(logits[id]) || float.IsPositiveInfinity(logits[id]))
            {
                best = -1;
                break;
            }

            if (logits[id] > (best < 0 ? float.NegativeInfinity : logits[best]))
            {
                best = id;
            }
        }

        return best >= 0
            ? best
            : throw new TrainingException("The model's scores for the next token are not finite numbers. Its weights or the adapter are damaged, or training diverged: use an earlier checkpoint or a lower learning rate.");
    }

    private int Draw(ReadOnlySpan<float> logits, int best, SeededRandom random)
    {
        if (_probabilities.Length < logits.Length)
        {
            _probabilities = new double[logits.Length];
        }

        LogitsProcessors.Softmax(logits, _probabilities);
        var left = random.NextDouble();
        for (var id = 0; id < logits.Length; id++)
        {
            left -= _probabilities[id];
            if (left < 0)
            {
                return id;
            }
        }

        return best;
    }

    private static void Demand(bool holds, string name, double value, string range)
    {
        if (!holds)
        {
            throw new TrainingException(FormattableString.Invariant($"{name} is {value}, but must be {range}."));
        }
    }
}
