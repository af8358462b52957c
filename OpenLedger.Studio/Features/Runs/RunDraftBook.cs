using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Keeps what each person was about to train, so that neither a reload nor a restart of the studio loses a setting.</summary>
internal sealed class RunDraftBook(IDbContextFactory<StudioContext> contexts, WriteQueue writes, TimeProvider clock)
{
    private const string Key = "new-run";

    /// <summary>The draft of a person; null where there is none that can be read.</summary>
    public RunDraft? Read(string ownerId)
    {
        using var context = contexts.CreateDbContext();
        var row = context.Drafts.AsNoTracking().FirstOrDefault(draft => draft.OwnerId == ownerId && draft.Key == Key);
        return row is null ? null : Parse(row.Content);
    }

    /// <summary>Writes the draft down; returns when it is on the disk.</summary>
    public Task WriteAsync(string ownerId, RunDraft draft)
    {
        var content = Text(draft);
        return writes.WriteAsync(context =>
        {
            var row = context.Drafts.Find(ownerId, Key);
            if (row is null)
            {
                context.Drafts.Add(new DraftRow { OwnerId = ownerId, Key = Key, Content = content, At = clock.GetUtcNow() });
            }
            else
            {
                (row.Content, row.At) = (content, clock.GetUtcNow());
            }
        });
    }

    /// <summary>Forgets it: the run was started.</summary>
    public Task ForgetAsync(string ownerId) => writes.WriteAsync(context =>
    {
        if (context.Drafts.Find(ownerId, Key) is { } row)
        {
            context.Drafts.Remove(row);
        }
    });

    internal static string Text(RunDraft draft) => JsonSerializer.Serialize(new Form(
        draft.Model, draft.Data, draft.Rehearsal, draft.Title, draft.Further,
        draft.Turned.Given.Select(name => Knobs.Find(name)!).ToDictionary(knob => knob.Name, knob => knob.Format(knob.Get(draft.Turned)))));

    internal static RunDraft? Parse(string content)
    {
        try
        {
            var form = JsonSerializer.Deserialize<Form>(content);
            return form is null ? null : new RunDraft
            {
                Model = form.Model,
                Data = form.Data ?? [],
                Rehearsal = form.Rehearsal,
                Title = form.Title,
                Further = form.Further,
                Turned = (form.Turned ?? []).Aggregate(new TrainingRecipe(), Turn),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TrainingRecipe Turn(TrainingRecipe recipe, KeyValuePair<string, string> turned) =>
        Knobs.Find(turned.Key) is { } knob && knob.Parse(turned.Value) is { Problem: null } reading ? knob.With(recipe, reading.Value) : recipe;

    /// <summary>How a draft is written.</summary>
    private sealed record Form(string? Model, IReadOnlyList<DataPick>? Data, string? Rehearsal, string? Title, InitialAdapter? Further, Dictionary<string, string>? Turned);
}
