using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Estimates;

/// <summary>What the micro-batches of a run come to: what the largest needs, and what all of them add up to.</summary>
public sealed record BatchLoad
{
    /// <summary>Beyond this many rows the rest of a run is taken to be like its beginning.</summary>
    private const int MostRows = 100_000;

    /// <summary>Steps of the run.</summary>
    public required int Steps { get; init; }

    /// <summary>Tokens of the largest micro-batch.</summary>
    public required int MostTokens { get; init; }

    /// <summary>Labelled tokens of the micro-batch that has the most.</summary>
    public required int MostLabels { get; init; }

    /// <summary>Tokens of the longest example.</summary>
    public required int Longest { get; init; }

    /// <summary>Micro-batches of the run.</summary>
    public required double MicroBatches { get; init; }

    /// <summary>Tokens that the run reads.</summary>
    public required double Tokens { get; init; }

    /// <summary>Labelled tokens among them.</summary>
    public required double Labels { get; init; }

    /// <summary>The squares of the lengths of all examples read, which attention's work grows with.</summary>
    public required double SquaredLengths { get; init; }

    /// <summary>Rehearsal examples in an epoch.</summary>
    public required int RehearsalPerEpoch { get; init; }

    /// <summary>Whether every micro-batch was looked at.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Counts all steps of a plan, or as many as can be counted while a slider moves.</summary>
    public static BatchLoad Of(BatchPlan plan, MixtureSizes sizes, CancellationToken cancellation) => Of(plan, sizes, MostRows, cancellation);

    /// <summary>Counts the steps of a plan until so many examples were seen.</summary>
    internal static BatchLoad Of(BatchPlan plan, MixtureSizes sizes, int mostExamples, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(sizes);
        var (most, mostLabels, longest, examples, rehearsal) = (0, 0, 0, 0L, 0);
        var (batches, tokens, labels, squares) = (0L, 0L, 0L, 0.0);
        var steps = 0;
        for (; steps < plan.TotalSteps && examples < mostExamples; steps++)
        {
            cancellation.ThrowIfCancellationRequested();
            var step = plan.StepAt(steps);
            foreach (var batch in step.MicroBatches)
            {
                var (inBatch, learned) = (0, 0);
                foreach (var row in batch.Rows)
                {
                    foreach (var example in row.Examples)
                    {
                        var size = sizes[example];
                        inBatch += size.Tokens;
                        learned += size.Labels;
                        squares += (double)size.Tokens * size.Tokens;
                        longest = Math.Max(longest, size.Tokens);
                        examples++;
                        rehearsal += step.Epoch == 0 && example >= sizes.NewCount ? 1 : 0;
                    }
                }

                (most, mostLabels) = (Math.Max(most, inBatch), Math.Max(mostLabels, learned));
                (batches, tokens, labels) = (batches + 1, tokens + inBatch, labels + learned);
            }
        }

        var scale = (double)plan.TotalSteps / Math.Max(1, steps);
        return new BatchLoad
        {
            Steps = plan.TotalSteps,
            MostTokens = most,
            MostLabels = mostLabels,
            Longest = longest,
            MicroBatches = batches * scale,
            Tokens = tokens * scale,
            Labels = labels * scale,
            SquaredLengths = squares * scale,
            RehearsalPerEpoch = rehearsal,
            IsWhole = steps == plan.TotalSteps,
        };
    }
}
