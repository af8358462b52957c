using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Models;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>A voice that a person may talk with.</summary>
public sealed record VoiceOffer(VoiceKey Key, string Name, string ModelId, string ModelName, string ModelFolder, string? AdapterFolder, DateTimeOffset MadeAt)
{
    public ChatSpeaker Speaker => new(ModelFolder, AdapterFolder) { ModelName = ModelName };
}

/// <summary>A model with the voices that speak over it: first the model as it is, then its adapters, newest first.</summary>
public sealed record ModelOffer(string Id, string Name, IReadOnlyList<VoiceOffer> Voices);

/// <summary>The one door to who can be talked with: base models, and the adapters that are a person's own or were shared.</summary>
internal sealed class VoiceDesk(ModelDesk models, AdapterDesk adapters)
{
    public IReadOnlyList<ModelOffer> Offers(CurrentAccount person)
    {
        if (person.Role.Length == 0)
        {
            return [];
        }

        var ofModel = adapters.All(person).ToLookup(adapter => adapter.ModelId);
        return
        [
            .. models.All().Where(model => model.IsUsable).Select(model => new ModelOffer(
                model.Id,
                model.Name,
                [
                    new VoiceOffer(new VoiceKey(VoiceKind.Base, model.Id), model.Name, model.Id, model.Name, model.Folder, null, default),
                    .. ofModel[model.Id].OrderByDescending(adapter => adapter.CreatedAt).Select(adapter => Offer(model, adapter)),
                ])),
        ];
    }

    /// <summary>The voices of these names; null where one is gone, or not for this person.</summary>
    public IReadOnlyList<VoiceOffer?> Find(CurrentAccount person, IEnumerable<VoiceKey> keys)
    {
        var offered = Offers(person).SelectMany(model => model.Voices).ToDictionary(voice => voice.Key);
        return [.. keys.Select(key => offered.GetValueOrDefault(key))];
    }

    private static VoiceOffer Offer(StudioModel model, StudioAdapter adapter) => new(
        new VoiceKey(adapter.Origin == AdapterOrigin.Run ? VoiceKind.Run : VoiceKind.Adapter, adapter.Id),
        adapter.Name,
        model.Id,
        model.Name,
        model.Folder,
        adapter.Folder,
        adapter.CreatedAt);
}
