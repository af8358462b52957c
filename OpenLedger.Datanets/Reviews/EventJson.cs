using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenLedger.Datanets.Reviews;

/// <summary>An event as a JSON object, and back.</summary>
public static class EventJson
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The JSON object of an event; times in UTC.</summary>
    public static JsonObject Write(EntryEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var evidence = new JsonObject();
        foreach (var (name, value) in happened.Evidence)
        {
            evidence[name] = value;
        }

        return new JsonObject
        {
            ["entry"] = happened.EntryId,
            ["rev"] = happened.Revision,
            ["actor"] = happened.ActorId,
            ["at"] = happened.At.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture),
            ["command"] = happened.Command.ToString(),
            ["from"] = happened.From.ToString(),
            ["to"] = happened.To.ToString(),
            ["policy"] = happened.PolicyVersion,
            ["reasons"] = new JsonArray([.. happened.Reasons.Select(Write)]),
            ["evidence"] = evidence,
        };
    }

    /// <summary>Reads what <see cref="Write(EntryEvent)"/> wrote; null where the text is something else.</summary>
    public static EntryEvent? TryRead(string content)
    {
        try
        {
            return JsonNode.Parse(content) is JsonObject fields ? Read(fields) : null;
        }
        catch (Exception problem) when (problem is System.Text.Json.JsonException or FormatException or InvalidOperationException or ArgumentException or NullReferenceException or OverflowException)
        {
            return null;
        }
    }

    private static EntryEvent Read(JsonObject fields) => new(
        fields["entry"]!.GetValue<string>(),
        fields["rev"]!.GetValue<int>(),
        fields["actor"]!.GetValue<string>(),
        DateTimeOffset.ParseExact(fields["at"]!.GetValue<string>(), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Enum.Parse<CommandKind>(fields["command"]!.GetValue<string>()),
        Enum.Parse<EntryState>(fields["from"]!.GetValue<string>()),
        Enum.Parse<EntryState>(fields["to"]!.GetValue<string>()),
        fields["policy"]!.GetValue<int>(),
        [.. fields["reasons"]!.AsArray().Select(reason => ReadReason(reason!.AsObject()))],
        fields["evidence"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>(), StringComparer.Ordinal));

    private static JsonObject Write(ReasonGiven reason)
    {
        var fields = new JsonObject { ["code"] = reason.Code };
        Add("field", reason.Field);
        Add("start", reason.Start);
        Add("end", reason.End);
        Add("note", reason.Note);
        return fields;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                fields[name] = value;
            }
        }
    }

    private static ReasonGiven ReadReason(JsonObject fields) => new(
        fields["code"]!.GetValue<string>(),
        fields["field"]?.GetValue<string>(),
        fields["start"]?.GetValue<int>(),
        fields["end"]?.GetValue<int>(),
        fields["note"]?.GetValue<string>());
}
