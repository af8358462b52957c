namespace OpenLedger.Training.Optimization;

/// <summary>
/// The learning rate over a run as <c>transformers.get_scheduler</c> has it: a factor on the peak rate for each step from 0.
/// With warm-up the first step's factor is 0, rising by 1/warm-up a step.
/// </summary>
public static class LearningRateSchedule
{
    /// <summary>Where the polynomial schedule ends, as in transformers.</summary>
    public const double PolynomialEnd = 1e-7;

    /// <summary>How many steps inverse_sqrt holds its curve to where there is no warm-up, as in transformers.</summary>
    private const double InverseSquareRootTimescale = 10_000;

    /// <summary>The names of all schedules.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["linear", "cosine", "cosine_with_restarts", "polynomial", "constant", "constant_with_warmup", "inverse_sqrt"];

    /// <summary>The factor of the learning rate at a step.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="warmup">Steps of linear rise.</param>
    /// <param name="total">Steps of the run.</param>
    /// <param name="learningRate">The peak rate; only <c>polynomial</c> asks for it, since it ends at 1e-7 whatever the peak.</param>
    /// <exception cref="TrainingException">The name is not known; the message suggests the nearest.</exception>
    public static double Factor(string name, long step, long warmup, long total, double learningRate = 1)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        if (!Names.Contains(name))
        {
            throw new TrainingException($"lr_scheduler_type is \"{name}\", which is not known.{NearestName.Suggestion(name, Names)} Known are {string.Join(", ", Names)}.");
        }

        if (name == "constant")
        {
            return 1;
        }

        if (step < warmup)
        {
            return (double)step / Math.Max(1, warmup);
        }

        var progress = (double)(step - warmup) / Math.Max(1, total - warmup);
        return name switch
        {
            "linear" => Math.Max(0, (double)(total - step) / Math.Max(1, total - warmup)),
            "cosine" => Math.Max(0, Wave(progress)),
            "cosine_with_restarts" => progress >= 1 ? 0 : Math.Max(0, Wave(progress % 1)),
            "polynomial" => Polynomial(step, total, progress, learningRate),
            "inverse_sqrt" => InverseSquareRoot(step, warmup),
            _ => 1,
        };
    }

    private static double Wave(double progress) => 0.5 * (1 + Math.Cos(Math.PI * progress));

    private static double Polynomial(long step, long total, double progress, double learningRate)
    {
        var end = PolynomialEnd / learningRate;
        return step > total ? end : ((1 - end) * (1 - progress)) + end;
    }

    private static double InverseSquareRoot(long step, long warmup)
    {
        var timescale = warmup == 0 ? InverseSquareRootTimescale : warmup;
        return 1 / Math.Sqrt((step + timescale - warmup) / timescale);
    }
}
