using OpenLedger.Studio.Archives;
using OpenLedger.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Inspections;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tensors;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// Judges a folder before it becomes a model or an adapter: what its files really are, whether shapes and configuration belong
/// together, whether a tokenizer is there. Nothing is computed with its numbers.
/// </summary>
internal sealed class ModelCheck(TimeProvider clock)
{
    public ArrivalFindings OfModel(string folder, string name, string hubName)
    {
        RefuseForeignContent(folder);
        if (!Directory.EnumerateFiles(folder, "model*.safetensors").Any())
        {
            throw new ArchiveRefusedException(ModelSentences.NoWeights);
        }

        var leftOut = DropDoubtfulSuggestions(folder);
        var inspection = Inspector.Inspect(folder, clock);
        if (inspection.Problems.Count > 0)
        {
            throw new ArchiveRefusedException(ModelSentences.Broken(WithoutFolder(string.Join(" ", inspection.Problems), folder)));
        }

        if (inspection.Tokenizer is null)
        {
            throw new ArchiveRefusedException(ModelSentences.NoTokenizer);
        }

        var tokenizer = HubTokenizer.Load(folder);
        return new ArrivalFindings(name, hubName)
        {
            Family = inspection.Family ?? string.Empty,
            Parameters = inspection.Parameters ?? 0,
            Context = inspection.Context ?? 0,
            Licence = LicenceReader.Of(folder),
            Tokenizer = inspection.Tokenizer,
            OwnTemplate = inspection.Template,
            OwnPreview = ChatTemplate.Load(folder) is { } own ? TemplatePreview.Of(own, tokenizer, clock) : null,
            Templates = [.. TrainingTemplate.All.Select(template => new TemplateOffer(template, template.Fits(tokenizer), TemplatePreview.Of(template.Parse(), tokenizer, clock)))],
            SuggestedTemplate = TrainingTemplate.For(tokenizer).Id,
            LeftOut = leftOut,
        };
    }

    /// <summary>Reads the adapter in full for just this base model: names, shapes and ranks must all belong together.</summary>
    public static ArrivalFindings OfAdapter(string folder, string name, StudioModel model)
    {
        RefuseForeignContent(folder);
        if (!File.Exists(Path.Combine(folder, HubFiles.AdapterWeights)))
        {
            throw new ArchiveRefusedException(ModelSentences.NoAdapterWeights);
        }

        try
        {
            TensorLibrary.EnsureLoaded();
            var modules = CheckpointLayout.LinearModules(BaseModelConfig.Read(model.Folder));
            using var adapter = Adapter.Read(folder, modules);
            return new ArrivalFindings(name, name)
            {
                Parameters = adapter.ParameterCount,
                Rank = adapter.Config.Rank,
                Alpha = adapter.Config.Alpha,
                Modules = [.. adapter.Pairs.Values.Select(pair => pair.Module.Name).Distinct().Order(StringComparer.Ordinal)],
                BaseModel = adapter.Config.BaseModelNameOrPath,
                Licence = LicenceReader.Of(folder),
            };
        }
        catch (TrainingException exception)
        {
            throw new ArchiveRefusedException(ModelSentences.OtherModel(WithoutFolder(exception.Message, folder)));
        }
    }

    /// <summary>What a person reads names their file, not where the studio put it.</summary>
    private static string WithoutFolder(string text, string folder) =>
        text.Replace(folder + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal).Replace(folder + ": ", string.Empty, StringComparison.Ordinal);

    private static void RefuseForeignContent(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var isDocument = Path.GetExtension(file) is ".md" or ".txt" or ".jinja" or "";
            if (ForeignContent.Problem(file) is { } problem && !isDocument)
            {
                throw new ArchiveRefusedException(problem);
            }
        }
    }

    /// <summary>Suggestions are welcome, but a stranger's must not name files outside the model's own folder.</summary>
    private static List<string> DropDoubtfulSuggestions(string folder)
    {
        var file = Path.Combine(folder, HubFiles.Suggestions);
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            var values = StudioDefaults.Read(folder).Values;
            if (Knobs.All.Where(knob => knob.IsPath).All(knob => values.GetValueOrDefault(knob.Name) is not string path || (ContainedPath.Contains(folder, path) && File.Exists(path))))
            {
                return [];
            }
        }
        catch (TrainingException)
        {
            // It is left out just the same.
        }

        File.Delete(file);
        return [HubFiles.Suggestions];
    }
}
