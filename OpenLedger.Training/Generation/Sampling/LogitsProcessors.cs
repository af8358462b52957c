namespace OpenLedger.Training.Generation.Sampling;

/// <summary>
/// What is done to the scores (logits) of all next tokens before one is drawn, each as transformers' processor of that name does
/// it. A token that is ruled out gets minus infinity. Scores are changed in place.
/// </summary>
public static class LogitsProcessors
{
    /// <summary>
    /// Makes tokens that stand in the context less likely: a positive score is divided by the penalty, a negative one multiplied.
    /// Each token counts once, however often it stands there.
    /// </summary>
    public static void PenalizeRepetition(Span<float> logits, ReadOnlySpan<int> context, float penalty)
    {
        if (penalty == 1)
        {
            return;
        }

        var seen = new HashSet<int>();
        foreach (var id in context)
        {
            if ((uint)id < (uint)logits.Length && seen.Add(id))
            {
                logits[id] = logits[id] < 0 ? logits[id] * penalty : logits[id] / penalty;
            }
        }
    }

    /// <summary>Divides scores: below 1 the likely becomes likelier, above 1 all become more alike.</summary>
    public static void ApplyTemperature(Span<float> logits, float temperature)
    {
        for (var id = 0; temperature != 1 && id < logits.Length; id++)
        {
            logits[id] /= temperature;
        }
    }

    /// <summary>Keeps the k best tokens, and those that equal the last of them; 0 keeps all.</summary>
    public static void KeepTopK(Span<float> logits, int k)
    {
        if (k <= 0 || k >= logits.Length)
        {
            return;
        }

        var best = new PriorityQueue<float, float>(k + 1);
        foreach (var logit in logits)
        {
            if (best.Count < k)
            {
                best.Enqueue(logit, logit);
            }
            else if (logit > best.Peek())
            {
                best.EnqueueDequeue(logit, logit);
            }
        }

        RuleOutBelow(logits, best.Peek());
    }

    /// <summary>
    /// Keeps the fewest best tokens whose probabilities add up to p: in ascending order all are ruled out while the sum of
    /// probabilities, the token's own included, is at most 1 - p. The best one always stays; 1 keeps all.
    /// </summary>
    public static void KeepTopP(Span<float> logits, float p)
    {
        if (p >= 1 || logits.Length == 0)
        {
            return;
        }

        var probabilities = new double[logits.Length];
        Softmax(logits, probabilities);

        // All tokens below this together cannot reach 1 - p: they are ruled out without being sorted.
        var limit = 1.0 - p;
        var small = limit / logits.Length;
        var sum = 0.0;
        var candidates = new List<(double Probability, int Id)>();
        for (var id = 0; id < logits.Length; id++)
        {
            if (probabilities[id] >= small)
            {
                candidates.Add((probabilities[id], id));
            }
            else
            {
                sum += probabilities[id];
                logits[id] = float.NegativeInfinity;
            }
        }

        candidates.Sort();
        for (var rank = 0; rank < candidates.Count - 1; rank++)
        {
            sum += candidates[rank].Probability;
            if (sum > limit)
            {
                break;
            }

            logits[candidates[rank].Id] = float.NegativeInfinity;
        }
    }

    /// <summary>Keeps tokens whose probability is at least this share of the best one's; 0 keeps all.</summary>
    public static void KeepMinP(Span<float> logits, float share)
    {
        if (share <= 0 || logits.Length == 0)
        {
            return;
        }

        var best = Largest(logits);
        for (var id = 0; id < logits.Length; id++)
        {
            if (Math.Exp((double)logits[id] - best) < share && logits[id] != best)
            {
                logits[id] = float.NegativeInfinity;
            }
        }
    }

    /// <summary>The probabilities of scores, in double precision.</summary>
    public static void Softmax(ReadOnlySpan<float> logits, Span<double> probabilities)
    {
        var best = Largest(logits);
        var sum = 0.0;
        for (var id = 0; id < logits.Length; id++)
        {
            probabilities[id] = Math.Exp((double)logits[id] - best);
            sum += probabilities[id];
        }

        for (var id = 0; id < logits.Length; id++)
        {
            probabilities[id] /= sum;
        }
    }

    private static void RuleOutBelow(Span<float> logits, float least)
    {
        for (var id = 0; id < logits.Length; id++)
        {
            if (logits[id] < least)
            {
                logits[id] = float.NegativeInfinity;
            }
        }
    }

    private static double Largest(ReadOnlySpan<float> logits)
    {
        var largest = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        return largest;
    }
}
