using OpenLedger.Studio.Archives;
using OpenLedger.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// An adapter as one file to take away: PEFT's own two files, which transformers and others load as they are, a card and the recipe.
/// Nothing in it names a place on this computer. It is read back before it is given out.
/// </summary>
internal static class AdapterPackage
{
    private const string Card = "README.md";
    private const string RecipeName = "recipe.json";
    private const int MostConfigBytes = 4 * ArchiveLimits.Megabyte;

    /// <summary>Makes the zip file in a temporary file that is gone when it is closed.</summary>
    /// <exception cref="TrainingException">The adapter is damaged, or does not fit its model any more.</exception>
    public static FileStream Make(AdapterFacts facts, CancellationToken cancellation)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            var config = LoraConfig.Read(facts.Adapter.Folder) with { BaseModelNameOrPath = facts.Model.HubName };
            ArchiveWriting.Write(file, facts.Adapter.CreatedAt, Parts(facts, config), cancellation);
            ReadBack(file, facts, cancellation);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The recipe without the paths of this computer.</summary>
    public static TrainingRecipe Neutral(TrainingRecipe recipe, string modelName) => recipe with
    {
        Model = modelName,
        Data = [.. recipe.Data.Select(source => source with { Path = Path.GetFileName(source.Path) })],
        EvalData = NameOf(recipe.EvalData),
        EvalQuestions = NameOf(recipe.EvalQuestions),
        KeptQuestions = NameOf(recipe.KeptQuestions),
        RehearsalData = NameOf(recipe.RehearsalData),
        InitAdapter = NameOf(recipe.InitAdapter),
    };

    private static string? NameOf(string? path) => path is null ? null : Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

    private static IEnumerable<ArchivePart> Parts(AdapterFacts facts, LoraConfig config)
    {
        yield return ArchivePart.OfText(HubFiles.AdapterConfig, config.ToJson());
        yield return ArchivePart.OfFile(HubFiles.AdapterWeights, Path.Combine(facts.Adapter.Folder, HubFiles.AdapterWeights));
        yield return ArchivePart.OfText(Card, AdapterReadme.Write(facts));
        if (facts.Recipe is { } recipe)
        {
            yield return ArchivePart.OfText(RecipeName, System.Text.Encoding.UTF8.GetString(RecipeFile.ToUtf8(Neutral(recipe, facts.Model.HubName), onlyGiven: false)));
        }

        if (facts.Template is { } template)
        {
            yield return ArchivePart.OfText(HubFiles.Template, template);
        }
    }

    /// <summary>Unpacks what was made and loads it for the base model, as whoever gets it will.</summary>
    private static void ReadBack(FileStream file, AdapterFacts facts, CancellationToken cancellation)
    {
        file.Flush(flushToDisk: false);
        file.Position = 0;
        var check = Directory.CreateTempSubdirectory("openledger-adapter-");
        try
        {
            using var copy = new FileStream(Path.Combine(check.FullName, "copy.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            file.CopyTo(copy);
            using var archive = SafeArchive.Open(copy, new ArchiveLimits { RatioCountsFrom = MostConfigBytes });
            var unpacked = Path.Combine(check.FullName, "adapter");
            archive.ExtractTo(unpacked, entry => entry.Path, null, cancellation);
            TensorLibrary.EnsureLoaded();
            using var adapter = Adapter.Read(unpacked, CheckpointLayout.LinearModules(BaseModelConfig.Read(facts.Model.Folder)));
        }
        catch (ArchiveRefusedException refusal)
        {
            throw new TrainingException($"The zip file of {facts.Adapter.Name} could not be read back: {refusal.Message}", refusal);
        }
        finally
        {
            FolderCopy.Remove(check.FullName);
        }
    }
}
