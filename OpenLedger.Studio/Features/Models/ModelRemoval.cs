using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>What was made of a model: what this person may see of it, and how many runs of anybody wait or train.</summary>
public sealed record ModelUses(IReadOnlyList<RunCard> Runs, IReadOnlyList<StudioAdapter> Adapters, int Active);

/// <summary>Takes a model away, with a look at what would break: never from under a run.</summary>
internal sealed class ModelRemoval(ModelDesk desk, ModelBook book, RunDesk runs, AdapterDesk adapters, TrashRest rest)
{
    /// <summary>What becomes of what is deleted.</summary>
    public Sentence Rests => rest.Told;

    public ModelUses UsesOf(CurrentAccount me, string modelId)
    {
        var ofModel = runs.All(me).Where(run => run.Model == modelId).ToList();
        return new ModelUses(ofModel, adapters.OfModel(me, modelId), runs.ActiveOn(modelId));
    }

    /// <summary>Puts it into the trash; the reason where that cannot be.</summary>
    public async Task<Sentence?> DeleteAsync(CurrentAccount me, string id)
    {
        if (desk.Find(id) is not { } model)
        {
            return ModelSentences.NotFound;
        }

        if (model.Origin == ModelOrigin.Bundled)
        {
            return ModelSentences.Bundled;
        }

        if (!ModelDesk.MayChange(me, model))
        {
            return ModelSentences.NotYours;
        }

        if (runs.ActiveOn(id) is > 0 and var active)
        {
            return ModelSentences.InUse(active);
        }

        await book.DeleteAsync(me.Id, id);
        return null;
    }
}
