using Microsoft.Extensions.Localization;
using OpenLedger.Datanets.Releases;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// Adapters over HTTP: <c>GET /runs/{id}/adapter.zip</c> for what a run learned, <c>GET /adapters/{id}/adapter.zip</c> for an imported one.
/// </summary>
internal static class AdapterTakeAway
{
    private const string Zip = "application/zip";

    public static void MapAdapterTakeAway(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/runs/{id}/adapter.zip", Give);
        endpoints.MapGet("/adapters/{id}/adapter.zip", Give);
    }

    private static IResult Give(string id, int? step, CurrentAccount current, AdapterDesk adapters, AdapterFactsDesk facts, IStringLocalizer<Words> words, CancellationToken cancellation)
    {
        if (adapters.Find(current, id) is not { } adapter || facts.AtStep(adapter, step) is not { } chosen || facts.Of(current, chosen) is not { } known)
        {
            return Results.NotFound();
        }

        try
        {
            return Results.Stream(AdapterPackage.Make(known, cancellation), Zip, $"{Slug.Of(adapter.Name, _ => false)}.zip");
        }
        catch (Exception exception) when (exception is TrainingException or IOException or UnauthorizedAccessException)
        {
            return Results.Text(ModelSentences.NotTakenAway(exception.Message).In(words), statusCode: StatusCodes.Status409Conflict);
        }
    }
}

/// <summary>Collects what is known of an adapter from the run that made it.</summary>
internal sealed class AdapterFactsDesk(ModelDesk models, RunDesk runs, DatasetDesk datasets, ReleaseTrainingDesk releases)
{
    /// <summary>The adapter as it was after so many steps of its run; null where that was not kept.</summary>
    public StudioAdapter? AtStep(StudioAdapter adapter, int? step) =>
        step is not { } at ? adapter
        : RunId.TryParse(adapter.Id, out var id) && runs.CheckpointOf(id, at) is { } folder ? adapter with { Folder = folder }
        : null;

    /// <summary>All that is known; null where the base model is gone.</summary>
    public AdapterFacts? Of(CurrentAccount me, StudioAdapter adapter)
    {
        if (models.Find(adapter.ModelId) is not { } model)
        {
            return null;
        }

        var facts = new AdapterFacts(adapter, model) { Template = TemplateOf(model) };
        return RunId.TryParse(adapter.Id, out var id) && runs.Find(id, me) is { } card ? OfRun(me, facts, id, card) : facts;
    }

    private AdapterFacts OfRun(CurrentAccount me, AdapterFacts facts, RunId id, RunCard card)
    {
        var recipe = runs.RecipeOf(id);
        var sets = datasets.All(me);
        var pins = runs.ReleasesOf(id).ToDictionary(pin => pin.File, ReleaseDataOf, StringComparer.Ordinal);
        return facts with
        {
            Recipe = recipe,
            Data = recipe is null ? [] : [.. recipe.Data.Select(source => pins.GetValueOrDefault(Path.GetFileName(source.Path)) ?? DataOf(sets, source.Path, source.Weight))],
            Rehearsal = recipe is { RehearsalData: { } file, RehearsalShare: > 0 } ? DataOf(sets, file, recipe.RehearsalShare) : null,
            Examples = card.Examples,
            Steps = card.Step,
            Seconds = card.Seconds,
            Before = card.Before,
            After = card.After,
            HeldOutBefore = runs.HeldOutBefore(id) ?? card.Before?.HeldOutLoss,
            HeldOutAfter = card.BestHeldOutLoss ?? card.After?.HeldOutLoss,
            Questions = runs.AnswersOf(id),
        };
    }

    private AdapterData ReleaseDataOf(ReleasePin pin) => new($"{pin.Title} {pin.Version}", pin.Weight, string.Join(", ", pin.Licences))
    {
        Release = pin,
        IsRevoked = releases.StateOf(pin.ReleaseId) == ReleaseState.Revoked,
    };

    /// <summary>A set by its own name and licence where its file is one that the studio wrote, else by the name of the file.</summary>
    private static AdapterData DataOf(IReadOnlyList<Dataset> sets, string path, double weight)
    {
        var name = Path.GetFileName(path);
        var set = sets.FirstOrDefault(set => set.Id == Path.GetFileNameWithoutExtension(name)) ?? sets.FirstOrDefault(set => set.IsBundled && set.Origin == name);
        return new AdapterData(set?.Name ?? name, weight, set?.Licence);
    }

    private string? TemplateOf(StudioModel model)
    {
        try
        {
            return models.CardOf(model.Id)?.Template is null ? null : File.ReadAllText(Path.Combine(model.Folder, HubFiles.Template));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
