using System.Globalization;
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
    /// <param name="recipes">The recipe of each run; null where it cannot be read.</param>
    /// <param name="data">What each run says of the sets behind the files of its recipe.</param>
    public static IReadOnlyList<SettingDifference> Differences(IReadOnlyList<TrainingRecipe?> recipes, IReadOnlyList<IReadOnlyList<DataPin>> data) =>
        [.. Knobs.All.Select(knob => (knob, Values: recipes.Select((recipe, run) => recipe is null ? (Shown?)null : ValueOf(knob, recipe, data[run])).ToList()))
            .Where(one => one.Values.Select(value => value?.Identity).Distinct().Count() > 1)
            .Select(one => new SettingDifference(one.knob, ToldApart(one.Values)))];

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

    private static Shown ValueOf(Knob knob, TrainingRecipe recipe, IReadOnlyList<DataPin> data)
    {
        var value = knob.Get(recipe);
        if (value is IReadOnlyList<DataSource> sources)
        {
            var all = sources.Select(source => (Set: SetOf(source.Path, data), source.Weight)).ToList();
            return new Shown(
                string.Join(", ", all.Select(one => one.Weight == 1 ? one.Set.Text : string.Create(CultureInfo.InvariantCulture, $"{one.Set.Text} × {one.Weight}"))),
                string.Join('\n', all.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Set.Identity} {one.Weight}"))));
        }

        var text = knob.IsPath && value is string path ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : knob.Format(value);
        return knob == Knobs.RehearsalData && value is string file ? SetOf(file, data) : new Shown(text, text);
    }

    /// <summary>A set is what is in it: every run calls its files alike, and a set of one name may have been changed between two runs.</summary>
    private static Shown SetOf(string path, IReadOnlyList<DataPin> data)
    {
        var name = Path.GetFileName(path);
        return data.FirstOrDefault(pin => pin.File == name) is { } pin
            ? new Shown(pin.Name ?? name, pin.Sha256 ?? pin.SetId)
            : new Shown(name, path);
    }

    /// <summary>Values that are not the same do not read the same either.</summary>
    private static IReadOnlyList<string?> ToldApart(List<Shown?> values)
    {
        var alike = values.OfType<Shown>().DistinctBy(value => value.Identity).GroupBy(value => value.Text, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(value => value.Identity).ToList(), StringComparer.Ordinal);
        return [.. values.Select(value => value is not { } shown ? null
            : alike[shown.Text] is { Count: > 1 } identities ? string.Create(CultureInfo.InvariantCulture, $"{shown.Text} ({(char)('A' + identities.IndexOf(shown.Identity))})")
            : shown.Text)];
    }

    /// <summary>A value as it is read, and by what it is another.</summary>
    private readonly record struct Shown(string Text, string Identity);
}
