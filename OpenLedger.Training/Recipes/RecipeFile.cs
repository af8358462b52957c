using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Recipes;

/// <summary><c>recipe.json</c>: one JSON object with the names of <see cref="Knobs"/>. Paths in it are relative to the file.</summary>
public static class RecipeFile
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a recipe and says everything that is wrong with it at once.</summary>
    /// <exception cref="TrainingException">The file cannot be read at all.</exception>
    public static RecipeReading Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bytes = OutsideFile.ReadAll(path, MaxBytes);
        return Parse(bytes, Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads a recipe from bytes of a file in a folder.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="folder">The full path of the folder that paths are relative to.</param>
    public static RecipeReading Parse(ReadOnlySpan<byte> utf8, string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var places = new Dictionary<string, JsonPlace>(StringComparer.Ordinal);
        JsonObject fields;
        try
        {
            fields = StrictJson.ParseObject(utf8, places);
        }
        catch (StrictJsonException broken)
        {
            var problem = new RecipeProblem(null, $"this is no valid JSON: {broken.Message}.") { Line = broken.Line, Column = broken.Column };
            return new RecipeReading(new TrainingRecipe(), [problem]);
        }

        var (recipe, problems) = RecipeFields.Read(fields, Knobs.All);
        recipe = recipe.ResolvePaths(folder);
        var unreadable = problems.Select(problem => problem.Name).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(recipe.Problems().Where(problem => !unreadable.Contains(problem.Name)));
        return new RecipeReading(recipe, [.. problems.Select(problem => Placed(problem, places)).OrderBy(problem => problem.Line ?? int.MaxValue).ThenBy(problem => problem.Column)]);
    }

    /// <summary>Writes a recipe with all values that decide anything, given or not, so that it means the same wherever it is read: paths are written as they are, so give full ones.</summary>
    /// <exception cref="TrainingException">The file cannot be written; an older one is left as it was.</exception>
    public static void Write(string path, TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(recipe);
        AtomicFile.Write(path, stream => stream.Write(ToUtf8(recipe, onlyGiven: false)));
    }

    /// <summary>The text of a recipe file.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="onlyGiven">Whether values that come from defaults are left out.</param>
    public static byte[] ToUtf8(TrainingRecipe recipe, bool onlyGiven)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, Readable))
        {
            ToJson(recipe, onlyGiven).WriteTo(writer);
        }

        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    /// <summary>A recipe as JSON; values that are open (null) are left out, unless it was given that they are.</summary>
    public static JsonObject ToJson(TrainingRecipe recipe, bool onlyGiven)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var fields = new JsonObject();
        foreach (var knob in Knobs.All.Where(knob => recipe.IsGiven(knob) || (!onlyGiven && Counts(recipe, knob) && knob.Get(recipe) is not null)))
        {
            fields.Add(knob.Name, knob.ToJson(knob.Get(recipe)));
        }

        return fields;
    }

    /// <summary>
    /// Whether a value that was not given decides anything. Of the two that set the warm-up one does not, nor does the shape beside an adapter to go on
    /// from: written down they would count as given when they are read again, and the recipe would mean something else.
    /// </summary>
    private static bool Counts(TrainingRecipe recipe, Knob knob) =>
        knob != (Knob)(recipe.WarmsUpBySteps ? Knobs.WarmupRatio : Knobs.WarmupSteps)
        && (recipe.InitAdapter is null || !RecipeAdapter.DecidesShape(knob));

    private static RecipeProblem Placed(RecipeProblem problem, Dictionary<string, JsonPlace> places) =>
        problem.Name is not null && places.TryGetValue(problem.Name, out var place)
            ? problem with { Line = place.Line, Column = place.Column }
            : problem;
}
