using System.Globalization;
using System.Text.Json.Nodes;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Releases;

/// <summary>What machines read of a release: metadata after Croissant 1.0 (JSON-LD), made of the manifest alone.</summary>
public static class Croissant
{
    private const string CroissantNames = "http://mlcommons.org/croissant/";

    /// <summary>The JSON, canonical (RFC 8785).</summary>
    /// <param name="manifest">The release.</param>
    /// <param name="title">The name of the Datanet.</param>
    /// <param name="purpose">What it is for.</param>
    public static byte[] Write(ReleaseManifest manifest, string title, string purpose)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return CanonicalJson.Bytes(new JsonObject
        {
            ["@context"] = Context(),
            ["@type"] = "sc:Dataset",
            ["name"] = title,
            ["description"] = purpose.Length > 0 ? purpose : title,
            ["conformsTo"] = CroissantNames + "1.0",
            ["version"] = manifest.Version,
            ["datePublished"] = manifest.CreatedUtc[..10],
            ["license"] = new JsonArray([.. manifest.Licences.Keys.Order(StringComparer.Ordinal).Select(licence => JsonValue.Create(licence))]),
            ["distribution"] = new JsonArray([.. manifest.Files.Select(FileObject)]),
            ["recordSet"] = new JsonArray([.. manifest.Files.Select(RecordSet)]),
        });
    }

    private static JsonObject Context() => new()
    {
        ["@vocab"] = "https://schema.org/",
        ["sc"] = "https://schema.org/",
        ["cr"] = CroissantNames,
        ["dct"] = "http://purl.org/dc/terms/",
        ["conformsTo"] = "dct:conformsTo",
        ["recordSet"] = "cr:recordSet",
        ["field"] = "cr:field",
        ["dataType"] = new JsonObject { ["@id"] = "cr:dataType", ["@type"] = "@vocab" },
        ["source"] = "cr:source",
        ["fileObject"] = "cr:fileObject",
        ["extract"] = "cr:extract",
        ["column"] = "cr:column",
        ["jsonPath"] = "cr:jsonPath",
    };

    private static JsonObject FileObject(ManifestFile file) => new()
    {
        ["@type"] = "cr:FileObject",
        ["@id"] = file.Name,
        ["name"] = file.Name,
        ["contentUrl"] = file.Name,
        ["contentSize"] = string.Create(CultureInfo.InvariantCulture, $"{file.Bytes} B"),
        ["encodingFormat"] = IsTable(file) ? "text/csv" : "application/jsonlines",
        ["sha256"] = file.Sha256,
    };

    private static JsonObject RecordSet(ManifestFile file) => new()
    {
        ["@type"] = "cr:RecordSet",
        ["@id"] = "records of " + file.Name,
        ["name"] = "records of " + file.Name,
        ["field"] = new JsonArray([.. FieldsOf(file).Select(field => new JsonObject
        {
            ["@type"] = "cr:Field",
            ["@id"] = $"{file.Name}/{field}",
            ["name"] = field,
            ["dataType"] = "sc:Text",
            ["source"] = new JsonObject
            {
                ["fileObject"] = new JsonObject { ["@id"] = file.Name },
                ["extract"] = new JsonObject { [IsTable(file) ? "column" : "jsonPath"] = IsTable(file) ? field : "$." + field },
            },
        })]),
    };

    private static bool IsTable(ManifestFile file) => file.Format == ReleaseFormats.NameOf(ReleaseFormat.Csv);

    private static string[] FieldsOf(ManifestFile file) => ReleaseFormats.TryParse(file.Format) switch
    {
        ReleaseFormat.Messages => ["messages", "entryId", "category", "licence"],
        ReleaseFormat.Alpaca => ["instruction", "input", "output", "entryId", "category", "licence"],
        ReleaseFormat.PromptCompletion => ["prompt", "completion", "entryId", "category", "licence"],
        ReleaseFormat.Preference => ["prompt", "chosen", "rejected", "entryId", "category", "licence"],
        ReleaseFormat.Text => ["text", "entryId", "category", "licence"],
        _ => ExportRows.Columns,
    };
}
