using System.Text.Json;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>A search's row and its card: what is asked for in the database stands in columns, and columns win.</summary>
internal static class TuningRows
{
    public static TuningCard Read(TuningRow row) => (Details(row.Card) ?? Bare(row)) with
    {
        Id = row.Id,
        OwnerId = row.OwnerId,
        State = Enum.TryParse<TuningState>(row.State, out var state) ? state : TuningState.Stopped,
        CreatedAt = row.CreatedAt,
        DeletedAt = row.DeletedAt,
    };

    public static TuningRow New(TuningCard card)
    {
        var row = new TuningRow { Id = card.Id, OwnerId = card.OwnerId, State = string.Empty, Card = string.Empty, CreatedAt = card.CreatedAt };
        Write(row, card);
        return row;
    }

    public static void Write(TuningRow row, TuningCard card)
    {
        row.State = card.State.ToString();
        row.DeletedAt = card.DeletedAt;
        row.Card = JsonSerializer.Serialize(card, RunRows.Form);
    }

    private static TuningCard? Details(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TuningCard>(json, RunRows.Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TuningCard Bare(TuningRow row) => new() { Id = row.Id, OwnerId = row.OwnerId, Title = row.Id, Model = "?", State = TuningState.Stopped };
}
