using System.Text.Json;
using System.Text.Json.Serialization;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>A run's row and its card: what is asked for in the database stands in columns, and columns win.</summary>
internal static class RunRows
{
    /// <summary>How cards of runs and of their searches are written.</summary>
    internal static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static RunCard Read(RunRow row) => (Details(row.Card) ?? Bare(row)) with
    {
        Id = row.Id,
        OwnerId = row.OwnerId,
        Title = row.Title,
        Model = row.ModelId,
        State = Enum.TryParse<RunState>(row.State, out var state) ? state : RunState.Stopped,
        Order = row.Order,
        CreatedAt = row.CreatedAt,
        QueuedAt = row.QueuedAt,
        TuningId = row.TuningId,
        IsShared = row.IsShared,
        DeletedAt = row.DeletedAt,
    };

    public static RunRow New(RunCard card)
    {
        var row = new RunRow { Id = card.Id, OwnerId = card.OwnerId, Title = card.Title, ModelId = card.Model, State = string.Empty, Card = string.Empty, CreatedAt = card.CreatedAt };
        Write(row, card);
        return row;
    }

    public static void Write(RunRow row, RunCard card)
    {
        row.Title = card.Title;
        row.State = card.State.ToString();
        row.Order = card.Order;
        row.QueuedAt = card.QueuedAt;
        row.TuningId = card.TuningId;
        row.IsShared = card.IsShared;
        row.DeletedAt = card.DeletedAt;
        row.Card = JsonSerializer.Serialize(card, Form);
    }

    public static byte[] Text(RunCard card) => JsonSerializer.SerializeToUtf8Bytes(card, Form);

    /// <summary>The card in a file or a column; null where it is none.</summary>
    public static RunCard? Details(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<RunCard>(json, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RunCard Bare(RunRow row) => new()
    {
        Id = row.Id,
        OwnerId = row.OwnerId,
        Title = row.Title,
        Model = row.ModelId,
        State = RunState.Stopped,
        CreatedAt = row.CreatedAt,
        QueuedAt = row.QueuedAt,
    };
}
