using System.Text.Json;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;
using OpenLedger.Training;
using OpenLedger.Training.Lora;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Keeps a state from the middle of a run as an adapter of its own, which stays when the run goes on or is deleted.</summary>
internal sealed class RunKeeping(RunDesk desk, DataFolder data, WriteQueue writes, AuditLog audit, TimeProvider clock)
{
    private static readonly string[] Files = ["adapter_config.json", "adapter_model.safetensors"];
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    /// <summary>Says how it went.</summary>
    public async Task<Sentence> KeepAsync(RunId run, int step, CurrentAccount me)
    {
        if (desk.Find(run, me) is not { } card || !RunDesk.MayChange(card, me) || desk.CheckpointOf(run, step) is not { } from)
        {
            return new Sentence("This state is no longer there: a later one took its place.");
        }

        var id = $"{run}-step-{step.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        var folder = Path.Combine(data.Adapters, id);
        try
        {
            if (!await CopyAsync(from, folder))
            {
                return new Sentence("This state has been kept already.");
            }

            var row = new AdapterRow
            {
                Id = id,
                OwnerId = me.Id,
                Name = $"{card.Title}, {step.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
                ModelId = card.Model,
                RunId = card.Id,
                Folder = id,
                Origin = "Run",
                CreatedAt = clock.GetUtcNow(),
                Card = Facts(folder, card),
            };
            await writes.WriteAsync(context =>
            {
                context.Adapters.Add(row);
                audit.Write(context, me.Id, "adapter.keep", row.Id, card.Id);
            });
            desk.Note(run, RunEventKind.Kept, me.Id, step);
            return new Sentence("Kept as \"{0}\". It stands with the adapters of its base model.", row.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TrainingException)
        {
            return new Sentence("It could not be kept: {0} Make room on the disk and try again.", LibraryTexts.Of(exception));
        }
    }

    /// <summary>Copies both files; false where that was done before. A folder with the name is never half an adapter.</summary>
    private static async Task<bool> CopyAsync(string from, string to)
    {
        if (Directory.Exists(to))
        {
            return false;
        }

        var making = Path.Combine(Path.GetDirectoryName(to)!, $".making-{Path.GetFileName(to)}");
        Directory.CreateDirectory(making);
        foreach (var name in Files)
        {
            await using var source = File.OpenRead(Path.Combine(from, name));
            await using var target = File.Create(Path.Combine(making, name));
            await source.CopyToAsync(target);
        }

        Directory.Move(making, to);
        return true;
    }

    private static string Facts(string folder, RunCard card)
    {
        var config = LoraConfig.Read(folder);
        return JsonSerializer.Serialize(new { Source = card.Title, Rank = config.Rank, Alpha = config.Alpha, BaseModel = config.BaseModelNameOrPath }, Form);
    }
}
