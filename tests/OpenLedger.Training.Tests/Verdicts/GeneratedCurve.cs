using OpenLedger.Training.Chance;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Training.Tests.Verdicts;

/// <summary>
/// One made-up run of which the truth is known. The six kinds differ as they do in life (what the loss does, what the scores say), and
/// everything else is chance: length, scale, how often it is written and measured, jitter of either sort, spikes, warm-up, whether there
/// are held-out examples and scores. Nothing here looks at the judge's thresholds.
/// </summary>
internal sealed record GeneratedCurve(VerdictKind Truth, IReadOnlyList<LossPoint> Points, KnowledgeChange? Scores, int? TrueTurn)
{
    public static readonly VerdictKind[] Kinds =
        [VerdictKind.Learning, VerdictKind.Overfitting, VerdictKind.Diverging, VerdictKind.Plateau, VerdictKind.NothingLearned, VerdictKind.Forgetting];

    private const double HeldOutShare = 0.7;
    private const double ScoresShare = 0.6;

    /// <summary>The curve number <paramref name="index"/> of a seed; the kinds take turns.</summary>
    public static GeneratedCurve Make(long seed, int index)
    {
        var chance = new Dice(SeededRandom.For(seed, "curve", index));
        var kind = Kinds[index % Kinds.Length];
        var steps = (int)chance.Logarithmic(20, 3000);
        var scale = chance.Logarithmic(0.3, 12);
        var course = Course.Of(kind, chance);
        var hasHeldOut = kind == VerdictKind.Overfitting || chance.Happens(HeldOutShare);
        var points = Written(course, steps, scale, chance);
        if (hasHeldOut)
        {
            points = Measured(points, course, steps, scale, chance);
        }

        var turn = course.Turn is { } time ? (int)(time * steps) : (int?)null;
        return new GeneratedCurve(kind, points, ScoresOf(kind, chance), turn);
    }

    /// <summary>The training losses as they are written down, with the jitter of small batches.</summary>
    private static List<LossPoint> Written(Course course, int steps, double scale, Dice chance)
    {
        var every = steps > 100 && chance.Happens(0.3) ? (int)chance.Logarithmic(2, Math.Max(2, steps / 40.0)) : 1;
        var jitter = chance.Logarithmic(0.01, 0.2);
        var isRelative = chance.Happens(0.6);
        var isHeavy = chance.Happens(0.3);
        var spikes = chance.Happens(0.2) ? chance.Between(0.002, 0.02) : 0;
        var points = new List<LossPoint>();
        for (var step = 1; step <= steps; step++)
        {
            if (step % every != 0 && step != steps)
            {
                continue;
            }

            var level = course.Training(step / (double)steps);
            var noise = jitter * (isHeavy ? chance.HeavyTailed() : chance.Normal());
            var value = isRelative ? level * Math.Exp(noise) : level + (noise * 0.5);
            value += chance.Happens(spikes) ? level * chance.Between(0.5, 2) : 0;
            points.Add(new LossPoint(step, scale * Math.Max(value, 0.003), null));
        }

        return points;
    }

    /// <summary>The same with held-out losses in between: always the same examples, so that they jitter less.</summary>
    private static List<LossPoint> Measured(List<LossPoint> points, Course course, int steps, double scale, Dice chance)
    {
        var times = (int)chance.Between(6, Math.Min(40, steps / 2.0));
        var jitter = chance.Logarithmic(0.002, 0.03);
        var gap = 1 + chance.Between(-0.05, 0.2);
        var held = new SortedDictionary<int, LossPoint>(points.ToDictionary(point => point.Step));
        for (var time = chance.Happens(0.5) ? 0 : 1; time <= times; time++)
        {
            var step = (int)Math.Round(time * steps / (double)times);
            var level = scale * gap * course.HeldOut(step / (double)steps) * Math.Exp(jitter * chance.Normal());
            held[step] = held.TryGetValue(step, out var point) ? point with { HeldOut = level } : new LossPoint(step, null, level);
        }

        return [.. held.Values];
    }

    private static KnowledgeChange? ScoresOf(VerdictKind kind, Dice chance)
    {
        if (kind != VerdictKind.Forgetting && !chance.Happens(ScoresShare))
        {
            return null;
        }

        var (asked, known) = ((int)chance.Between(20, 150), (int)chance.Between(20, 120));
        var before = (int)(asked * chance.Between(0, 0.1));
        var (gained, kept) = kind switch
        {
            VerdictKind.Learning => (chance.Between(0.4, 1), chance.Between(0.94, 1)),
            VerdictKind.Overfitting => (chance.Between(0.2, 0.9), chance.Between(0.93, 1)),
            VerdictKind.Diverging => (chance.Between(0, 0.05), chance.Between(0, 0.7)),
            VerdictKind.Plateau => (chance.Between(0.1, 0.5), chance.Between(0.94, 1)),
            VerdictKind.NothingLearned => (chance.Between(0, 0.05), chance.Between(0.96, 1)),
            _ => (chance.Between(0.4, 1), chance.Between(0.15, 0.85)),
        };
        return new KnowledgeChange(before, before + (int)Math.Round(gained * (asked - before)), asked, known, (int)Math.Round(kept * known));
    }
}
