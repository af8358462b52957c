using System.Text.Json.Nodes;

namespace OpenLedger.Datanets.Gates;

/// <summary>Something that a rule saw in an entry, with what it rests on and what helps.</summary>
/// <param name="Rule">The rule (<see cref="GateRule"/>).</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Cause">What was seen.</param>
/// <param name="NextStep">What the author can do now.</param>
public sealed record Finding(string Rule, Severity Severity, FindingText Cause, FindingText NextStep)
{
    /// <summary>Where it was seen, at most <see cref="MostPlaces"/>; empty where the whole entry is meant.</summary>
    public IReadOnlyList<FindingPlace> Places { get; init; } = [];

    /// <summary>What it rests on.</summary>
    public FindingEvidence Evidence { get; init; } = FindingEvidence.None;

    /// <summary>What a machine can do about it; null where only a person can.</summary>
    public FindingFix? Fix { get; init; }

    /// <summary>How many places a finding tells at most.</summary>
    public const int MostPlaces = 50;

    /// <summary>The field of the first place; null where the whole entry is meant.</summary>
    public string? Field => Places.Count > 0 ? Places[0].Field : null;

    /// <summary>The finding as the events of an entry keep it: rule, severity, sentences with arguments, places, evidence.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["rule"] = Rule,
            ["severity"] = Severity.ToString().ToLowerInvariant(),
            ["cause"] = Json(Cause),
            ["nextStep"] = Json(NextStep),
        };
        if (Places.Count > 0)
        {
            json["places"] = new JsonArray([.. Places.Select(place => new JsonObject { ["field"] = place.Field, ["start"] = place.Span.Start, ["end"] = place.Span.End })]);
        }

        if (Evidence.Match is { } match)
        {
            json["match"] = new JsonObject { ["entry"] = match.Id.Text, ["kind"] = match.Kind.ToString(), ["jaccard"] = match.Jaccard, ["containment"] = match.Containment };
        }

        if (Evidence.Leak is { } leak)
        {
            json["leak"] = new JsonObject { ["set"] = leak.Set, ["item"] = leak.Item, ["cover"] = leak.Cover };
        }

        if (Evidence.Measured is { } measured)
        {
            json["measured"] = measured;
            json["limit"] = Evidence.Limit;
        }

        return json;
    }

    private static JsonObject Json(FindingText text) => new()
    {
        ["key"] = text.Key,
        ["arguments"] = new JsonArray([.. text.Arguments.Select(argument => argument is int number ? JsonValue.Create(number) : JsonValue.Create($"{argument}"))]),
    };
}
