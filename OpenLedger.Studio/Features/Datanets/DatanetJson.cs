using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>How the cards of Datanets, members and entries are spelled in the store.</summary>
internal static class DatanetJson
{
    private static readonly JsonSerializerOptions Spelling = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write<T>(T card) => JsonSerializer.Serialize(card, Spelling);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Spelling)!;
}
