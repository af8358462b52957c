using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Releases;

/// <summary>An entry as a release holds it: its core, whose hash is a leaf of the tree.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Revision">Which text of it.</param>
/// <param name="Category">The category; empty where the Datanet has none.</param>
/// <param name="Fields">What it says, as <see cref="EntryContent.ToJson"/> gives it.</param>
/// <param name="Licence">Under which licence it was given.</param>
/// <param name="ConsentHash">SHA-256 of what its author agreed to.</param>
/// <param name="Contributor">Its author (<see cref="ContributorRef"/>).</param>
/// <param name="DecisionId">The event that accepted it.</param>
/// <param name="PolicyVersion">The policy under which that was decided.</param>
public sealed record ReleaseEntry(
    EntryId Id,
    int Revision,
    string Category,
    JsonObject Fields,
    string Licence,
    string ConsentHash,
    string Contributor,
    string DecisionId,
    int PolicyVersion)
{
    /// <summary>The version of the core's form.</summary>
    public const int CoreVersion = 1;

    private const byte LeafMark = 0x00;

    /// <summary>The core in canonical JSON (RFC 8785): the bytes that are hashed, kept and shown.</summary>
    public byte[] CoreBytes() => CanonicalJson.Bytes(new JsonObject
    {
        ["v"] = CoreVersion,
        ["entryId"] = Id.Text,
        ["rev"] = Revision,
        ["category"] = Category,
        ["fields"] = Fields.DeepClone(),
        ["licence"] = Licence,
        ["consentHash"] = ConsentHash,
        ["contributorRef"] = Contributor,
        ["decisionId"] = DecisionId,
        ["policyVersion"] = PolicyVersion,
    });

    /// <summary>The leaf: <c>SHA-256(0x00 || core)</c>, as RFC 9162 section 2.1.1 hashes an entry.</summary>
    public byte[] LeafHash() => LeafHash(CoreBytes());

    /// <summary>The leaf of a core that was kept.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> core)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafMark]);
        hash.AppendData(core);
        return hash.GetHashAndReset();
    }

    /// <summary>Reads a core; null where the text is none.</summary>
    public static ReleaseEntry? TryRead(string core)
    {
        try
        {
            return JsonNode.Parse(core) is JsonObject fields && fields["v"]?.GetValue<int>() == CoreVersion ? Read(fields) : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static ReleaseEntry? Read(JsonObject core) => EntryId.TryParse(Text(core, "entryId")) is { } id && core["fields"] is JsonObject fields
        ? new ReleaseEntry(
            id,
            Number(core, "rev"),
            Text(core, "category"),
            fields,
            Text(core, "licence"),
            Text(core, "consentHash"),
            Text(core, "contributorRef"),
            Text(core, "decisionId"),
            Number(core, "policyVersion"))
        : null;

    private static string Text(JsonObject core, string name) => core[name]?.GetValue<string>() ?? throw new FormatException($"A core has a {name}.");

    private static int Number(JsonObject core, string name) => core[name]?.GetValue<int>() ?? throw new FormatException($"A core has a {name}.");
}
