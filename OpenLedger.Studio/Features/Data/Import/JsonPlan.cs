namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>A list inside an object that could hold the rows.</summary>
/// <param name="Name">The names on the way to it, with dots.</param>
/// <param name="Offset">The byte behind its opening bracket, in the text as UTF-8.</param>
/// <param name="Columns">The names in its first element.</param>
internal sealed record JsonListPlace(string Name, long Offset, IReadOnlyList<string> Columns);

/// <summary>Where the rows of a JSON file stand.</summary>
internal sealed record JsonPlan(JsonLayout Layout)
{
    /// <summary>The list that is read, where it is one inside an object.</summary>
    public JsonListPlace? List { get; init; }

    /// <summary>All lists that a person could mean.</summary>
    public IReadOnlyList<JsonListPlace> Lists { get; init; } = [];
}
