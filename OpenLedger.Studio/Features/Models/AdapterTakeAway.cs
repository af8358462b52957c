using System.Globalization;
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
            return Results.Stream(AdapterPackage.Make(known, cancellation), Zip, $"{Slug.Of(chosen.Name, _ => false)}.zip");
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
        : RunId.TryParse(adapter.Id, out var id) && runs.CheckpointOf(id, at) is { } folder
            ? adapter with { Folder = folder, Step = at, Name = string.Create(CultureInfo.InvariantCulture, $"{adapter.Name}, step {at}") }
        : null;

    /// <summary>All that is known; null where the base model is gone.</summary>
    public AdapterFacts? Of(CurrentAccount me, StudioAdapter adapter)
    {
        if (models.Find(adapter.ModelId) is not { } model)
        {
            return null;
        }

        var facts = new AdapterFacts(adapter, model) { Template = TemplateOf(model) };
        return ReportOf(me, adapter) is { } report ? OfRun(me, facts, report) : facts;
    }

    /// <summary>What the run says of it; of a state that was kept what it said then, so that the run may be gone.</summary>
    private RunReport? ReportOf(CurrentAccount me, StudioAdapter adapter) =>
        (adapter.Origin == AdapterOrigin.Kept ? RunReport.Read(adapter.Folder) : null)
        ?? (adapter.Origin == AdapterOrigin.Run || adapter.Step is not null
            ? RunId.TryParse(adapter.RunId ?? adapter.Id, out var id) && runs.Find(id, me) is { } card ? runs.ReportOf(card, adapter.Step) : null
            : null);

    private AdapterFacts OfRun(CurrentAccount me, AdapterFacts facts, RunReport report)
    {
        var sets = datasets.All(me);
        var pins = report.Releases.ToDictionary(pin => pin.File, ReleaseDataOf, StringComparer.Ordinal);
        return facts with
        {
            Recipe = report.Recipe,
            Data = report.Recipe is not { } recipe ? [] : [.. recipe.Data.Select(source => pins.GetValueOrDefault(Path.GetFileName(source.Path)) ?? DataOf(sets, report.Data, source.Path, source.Weight))],
            Rehearsal = report.Recipe is { RehearsalData: { } file, RehearsalShare: > 0 and var share } ? DataOf(sets, report.Data, file, share) : null,
            Examples = report.Examples,
            Steps = report.Steps,
            StepsInAll = report.AtStep is null ? null : report.TotalSteps,
            Seconds = report.Seconds,
            Before = report.Before,
            After = report.After,
            HeldOutBefore = report.HeldOutBefore,
            HeldOutAfter = report.HeldOutAfter,
            Questions = report.Questions,
        };
    }

    private AdapterData ReleaseDataOf(ReleasePin pin) => new($"{pin.Title} {pin.Version}", pin.Weight, string.Join(", ", pin.Licences))
    {
        Release = pin,
        IsRevoked = releases.StateOf(pin.ReleaseId) == ReleaseState.Revoked,
    };

    /// <summary>
    /// A set by the name and the licence that it had when the run was started; where those were not written down, by those that it has now,
    /// and where it is not known at all by the name of the file.
    /// </summary>
    private static AdapterData DataOf(IReadOnlyList<Dataset> sets, IReadOnlyList<DataPin> pins, string path, double weight)
    {
        var name = Path.GetFileName(path);
        var pin = pins.FirstOrDefault(pin => pin.File == name);
        var set = sets.FirstOrDefault(set => set.IsBundled && set.Origin == name) ?? sets.FirstOrDefault(set => set.Id == (pin?.SetId ?? Path.GetFileNameWithoutExtension(name)));
        return set is not { IsBundled: true } && pin is { Name: { } then } ? new AdapterData(then, weight, pin.Licence) : new AdapterData(set?.Name ?? name, weight, set?.Licence);
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
