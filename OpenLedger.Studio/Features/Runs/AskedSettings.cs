using Microsoft.AspNetCore.WebUtilities;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>A setting that an address asks for, and what became of that.</summary>
/// <param name="Knob">The setting.</param>
/// <param name="Was">How it stood before.</param>
public sealed record AskedSetting(Knob Knob, string Was)
{
    /// <summary>How it stands now; null where it was left as it was.</summary>
    public string? Becomes { get; init; }

    /// <summary>What the library says against the value; null where it says nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>Why it was not even read; null where it was.</summary>
    internal Sentence? Refusal { get; init; }
}

/// <summary>
/// The settings in the address of a new run, <c>/runs/new?like=…&amp;learning_rate=1e-3</c>, as the buttons of a verdict write them.
/// Anybody can send such a link, so each value is judged as if it were typed into the form, and no file can be named.
/// </summary>
internal static class AskedSettings
{
    private const int LongestValue = 200;

    // The page's own: a run, a set and a model by their ids.
    private static readonly string[] OfThePage = ["like", "further", "data", "model"];

    /// <summary>The draft with what the address asks for, and what was asked for.</summary>
    public static (RunDraft Draft, IReadOnlyList<AskedSetting> Asked) Apply(string address, RunDraft draft, Func<RunDraft, RunSituation> situationOf)
    {
        var asked = new List<AskedSetting>();
        foreach (var (name, values) in QueryHelpers.ParseQuery(new Uri(address).Query))
        {
            if (OfThePage.Contains(name, StringComparer.OrdinalIgnoreCase) || Knobs.Find(name) is not { } knob)
            {
                continue;
            }

            var (situation, text) = (situationOf(draft), values.FirstOrDefault() ?? string.Empty);
            var setting = new AskedSetting(knob, knob.Format(knob.Get(situation.Recipe)));
            if (WhyNot(knob, text, draft) is { } refusal)
            {
                asked.Add(setting with { Refusal = refusal });
            }
            else
            {
                var reading = knob.Parse(text);
                draft = reading.Problem is null ? draft.Turn(situation.Standard, knob, reading.Value) : draft;
                asked.Add(setting with { Problem = reading.Problem, Becomes = reading.Problem is null ? knob.Format(reading.Value) : null });
            }
        }

        return (draft, asked);
    }

    private static Sentence? WhyNot(Knob knob, string text, RunDraft draft) =>
        knob.Group == KnobGroup.Files || knob.IsPath ? new Sentence("a link can choose no file.")
        : text.Length > LongestValue ? new Sentence("what the link asks for is too long to be a value.")
        : draft.Further is not null && RecipeAdapter.DecidesShape(knob) ? new Sentence("the adapter that it goes on from decides it. Begin anew to change it.")
        : null;
}
