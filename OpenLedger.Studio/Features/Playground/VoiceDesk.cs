using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>A voice that a person may talk with.</summary>
public sealed record VoiceOffer(VoiceKey Key, string Name, string ModelId, string ModelName, string ModelFolder, string? AdapterFolder, DateTimeOffset MadeAt)
{
    public ChatSpeaker Speaker => new(ModelFolder, AdapterFolder);
}

/// <summary>A model with the voices that speak over it: first the model as it is, then its adapters, newest first.</summary>
public sealed record ModelOffer(string Id, string Name, IReadOnlyList<VoiceOffer> Voices);

/// <summary>The one door to who can be talked with: base models, and the adapters that are a person's own or were shared.</summary>
internal sealed class VoiceDesk(ModelDesk models, RunDesk runs)
{
    public IReadOnlyList<ModelOffer> Offers(CurrentAccount person)
    {
        if (person.Role.Length == 0)
        {
            return [];
        }

        var adapters = Adapters(person).ToLookup(voice => voice.ModelId);
        return
        [
            .. models.All().Where(model => model.IsUsable).Select(model => new ModelOffer(
                model.Name,
                model.Name,
                [new VoiceOffer(new VoiceKey(VoiceKind.Base, model.Name), model.Name, model.Name, model.Name, model.Folder, null, default), .. adapters[model.Name].OrderByDescending(voice => voice.MadeAt)])),
        ];
    }

    /// <summary>The voices of these names; null where one is gone, or not for this person.</summary>
    public IReadOnlyList<VoiceOffer?> Find(CurrentAccount person, IEnumerable<VoiceKey> keys)
    {
        var offered = Offers(person).SelectMany(model => model.Voices).ToDictionary(voice => voice.Key);
        return [.. keys.Select(key => offered.GetValueOrDefault(key))];
    }

    private IEnumerable<VoiceOffer> Adapters(CurrentAccount person)
    {
        foreach (var card in runs.All(person))
        {
            if (RunId.TryParse(card.Id, out var id) && runs.AdapterOf(id) is { } folder && models.Find(card.Model) is { IsUsable: true } model)
            {
                yield return new VoiceOffer(new VoiceKey(VoiceKind.Run, card.Id), card.Title, model.Name, model.Name, model.Folder, folder, card.CreatedAt);
            }
        }
    }
}
