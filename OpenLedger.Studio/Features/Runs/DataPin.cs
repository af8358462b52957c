using System.Text.Json;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a run says for ever of a set that it learned from, whatever becomes of the set afterwards.</summary>
/// <param name="File">The name of the file that its recipe names.</param>
/// <param name="SetId">The id among the sets.</param>
/// <param name="Name">What it was called then; null where only the id is known.</param>
/// <param name="Licence">Its licence then, where one was given.</param>
/// <param name="Examples">How many examples it had then.</param>
/// <param name="Sha256">The hash of the file; null where it is not known.</param>
public sealed record DataPin(string File, string SetId, string? Name, string? Licence, int Examples, string? Sha256)
{
    /// <summary>The file in the folder of a run that names its sets.</summary>
    public const string FileName = "sets.json";

    /// <summary>What a set that keeps from forgetting is called in the folder of a run.</summary>
    public const string RehearsalName = "rehearsal.jsonl";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>What the set of this number is called in the folder of a run.</summary>
    public static string NameOf(int number) => FormattableString.Invariant($"data-{number}.jsonl");

    /// <summary>The text of the file.</summary>
    public static string Text(IReadOnlyList<DataPin> pins) => JsonSerializer.Serialize(pins, Form);

    /// <summary>What a file says; null where it cannot be read.</summary>
    public static IReadOnlyList<DataPin>? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<IReadOnlyList<DataPin>>(text, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Of a run that wrote none down: the ids of what was chosen, where it is certain which file is which.</summary>
    public static IReadOnlyList<DataPin> Of(RunDraft? draft, TrainingRecipe? recipe)
    {
        if (draft is null || recipe is null)
        {
            return [];
        }

        var pins = draft.Data.Count == recipe.Data.Count
            ? draft.Data.Select((pick, index) => new DataPin(Path.GetFileName(recipe.Data[index].Path), pick.Id, null, null, 0, null))
            : [];
        return draft.Rehearsal is { } rehearsal ? [.. pins, new DataPin(RehearsalName, rehearsal, null, null, 0, null)] : [.. pins];
    }
}
