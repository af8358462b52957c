using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Releases;

/// <summary>
/// All that is said of a release, under one hash and one signature. It never changes; what it does not know it leaves out. Its spelling
/// is canonical JSON (RFC 8785), so that its hash can be computed by anyone.
/// </summary>
public sealed record ReleaseManifest
{
    private static readonly JsonSerializerOptions Spelling = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>The Datanet.</summary>
    public required string DatanetId { get; init; }

    /// <summary>The version, as 1.2.0.</summary>
    public required string Version { get; init; }

    /// <summary>The release before; null of the first.</summary>
    public ManifestParent? Parent { get; init; }

    /// <summary>When it was made, in UTC: 2026-11-25T09:00:00Z.</summary>
    public required string CreatedUtc { get; init; }

    /// <summary>SHA-256 of the form that entries have.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>SHA-256 of the guidelines they were written after.</summary>
    public required string GuidelineHash { get; init; }

    /// <summary>The version of the review policy in force.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>The version of the canonical form in which entries were compared.</summary>
    public required int CanonicalFormVersion { get; init; }

    /// <summary>How many there are of what.</summary>
    public required ManifestCounts Counts { get; init; }

    /// <summary>The root of the tree over all leaves, 64 hexadecimal digits.</summary>
    public required string MerkleRoot { get; init; }

    /// <summary>The root over the leaves of each category.</summary>
    public required IReadOnlyDictionary<string, string> CategoryRoots { get; init; }

    /// <summary>The exports, each with its hash.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>How entries are put into splits.</summary>
    public required ManifestSplits Splits { get; init; }

    /// <summary>What the gates found in the entries: how often which rule.</summary>
    public IReadOnlyDictionary<string, int>? Gates { get; init; }

    /// <summary>How far reviewers agreed.</summary>
    public ManifestAgreement? Agreement { get; init; }

    /// <summary>How good the reviews are known to be.</summary>
    public ManifestQuality? Quality { get; init; }

    /// <summary>The evaluation sets that entries were checked against.</summary>
    public IReadOnlyList<string>? EvaluationSets { get; init; }

    /// <summary>How many entries each licence has.</summary>
    public required IReadOnlyDictionary<string, int> Licences { get; init; }

    /// <summary>What the release before held and this one does not, with the reason.</summary>
    public required IReadOnlyList<RemovedEntry> Removed { get; init; }

    /// <summary>SHA-256 of the dataset card.</summary>
    public required string CardSha256 { get; init; }

    /// <summary>The program that made it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The canonical JSON in UTF-8: what is hashed and signed.</summary>
    public byte[] Bytes() => CanonicalJson.Bytes(JsonSerializer.SerializeToNode(this, Spelling));

    /// <summary>SHA-256 of bytes, 64 hexadecimal digits.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>SHA-256 of a text in UTF-8.</summary>
    public static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a manifest; null where the text is none.</summary>
    public static ReleaseManifest? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ReleaseManifest>(json, Spelling);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
