using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Controls;
using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>What is to be known of some voices before they are asked.</summary>
/// <param name="Warnings">Why some of them will not answer, each with the next step.</param>
/// <param name="TakesSystemPrompt">Whether any of them reads what is told beforehand.</param>
/// <param name="SystemNote">Which of them do not.</param>
internal sealed record VoiceAdvice(IReadOnlyList<string> Warnings, bool TakesSystemPrompt, string? SystemNote)
{
    public static VoiceAdvice None { get; } = new([], true, null);

    public static VoiceAdvice On(IReadOnlyList<VoiceOffer> voices, ChatDesk desk, TimeProvider clock, IStringLocalizer<Words> T)
    {
        var warnings = new List<string>();
        var deaf = new List<string>();
        var models = voices.DistinctBy(voice => voice.ModelId).ToList();
        foreach (var model in models)
        {
            var facts = ModelFacts.Read(model.ModelFolder, clock);
            if (!facts.CanChat)
            {
                warnings.Add(T["{0} brings no chat template, so it cannot be talked to. Choose one for it under Models.", model.ModelName]);
            }
            else if (!facts.TakesSystemPrompt)
            {
                deaf.Add(model.ModelName);
            }

            if (RoomFor(model, desk) is { } room && room.Need > room.Free)
            {
                warnings.Add(T["{0} needs about {1} of memory to answer, but only {2} can be had now: it does not fit. Choose a smaller model, or wait until a training has ended.", model.ModelName, NumberText.Bytes(room.Need), NumberText.Bytes(room.Free)]);
            }
        }

        return new VoiceAdvice(warnings, deaf.Count < models.Count, deaf.Count == 0 ? null : T["The template of {0} has no place for it: it would not be read.", string.Join(", ", deaf)].Value);
    }

    private static (long Need, long Free)? RoomFor(VoiceOffer voice, ChatDesk desk)
    {
        try
        {
            return desk.RoomFor(voice.ModelFolder);
        }
        catch (TrainingException)
        {
            // What is wrong with the model is said where it is asked.
            return null;
        }
    }
}
