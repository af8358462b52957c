using OpenLedger.Studio.Controls;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>A setting in which runs differ, with its value in each; null where a run does not say.</summary>
public sealed record SettingDifference(Knob Knob, IReadOnlyList<string?> Values);

/// <summary>A question with the answer of each run; null where it was not asked.</summary>
public sealed record QuestionAcross(string Question, IReadOnlyList<SampleAnswer?> Answers);

/// <summary>What is laid side by side of several runs.</summary>
internal static class RunComparison
{
    public const int Fewest = 2;
    public const int Most = 6;

    private const int MostPoints = 1_500;

    /// <summary>Colours and strokes by which six runs can be told apart, also by who sees few colours.</summary>
    private static readonly (string Colour, bool IsDashed)[] Strokes =
        [("--accent", false), ("--good", false), ("--warn", false), ("--accent", true), ("--good", true), ("--warn", true)];

    public static (string Colour, bool IsDashed) StrokeOf(int run) => Strokes[run % Strokes.Length];

    /// <summary>Only the settings that are not the same in all runs.</summary>
    public static IReadOnlyList<SettingDifference> Differences(IReadOnlyList<TrainingRecipe?> recipes) =>
        [.. Knobs.All.Select(knob => new SettingDifference(knob, [.. recipes.Select(recipe => recipe is null ? null : Text(knob, recipe))]))
            .Where(difference => difference.Values.Distinct().Count() > 1)];

    /// <summary>Questions that were asked in at least one run, with what each says now.</summary>
    public static IReadOnlyList<QuestionAcross> Questions(IReadOnlyList<IReadOnlyList<RunSample>> samples)
    {
        var last = samples.Select(run => run.Count > 0 ? run[^1] : null).ToList();
        return [.. last.OfType<RunSample>().SelectMany(sample => sample.Answers).Select(answer => answer.Question).Distinct()
            .Select(question => new QuestionAcross(question, [.. last.Select(sample => sample?.Answers.FirstOrDefault(answer => answer.Question == question))]))];
    }

    /// <summary>Rows with two columns a run: training and held-out loss.</summary>
    public static IReadOnlyList<CurveRow> Rows(IReadOnlyList<IReadOnlyList<RunMetric>> runs)
    {
        var rows = new SortedDictionary<int, float[]>();
        for (var run = 0; run < runs.Count; run++)
        {
            foreach (var metric in Thinned(runs[run]))
            {
                if (!rows.TryGetValue(metric.Step, out var values))
                {
                    values = new float[2 * runs.Count];
                    Array.Fill(values, float.NaN);
                    rows[metric.Step] = values;
                }

                values[2 * run] = metric.Loss is { } loss ? (float)loss : values[2 * run];
                values[(2 * run) + 1] = metric.HeldOutLoss is { } held ? (float)held : values[(2 * run) + 1];
            }
        }

        return [.. rows.Select(row => new CurveRow(row.Key, row.Value))];
    }

    private static IEnumerable<RunMetric> Thinned(IReadOnlyList<RunMetric> metrics)
    {
        var every = Math.Max(1, metrics.Count / MostPoints);
        return metrics.Where((metric, index) => index % every == 0 || metric.HeldOutLoss is not null || index == metrics.Count - 1);
    }

    private static string Text(Knob knob, TrainingRecipe recipe)
    {
        var value = knob.Get(recipe);
        return knob.IsPath && value is string path ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path))
            : value is IReadOnlyList<DataSource> sources ? string.Join(", ", sources.Select(source => Path.GetFileName(source.Path)))
            : knob.Format(value);
    }
}
