using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenLedger.Training.Tests.StarterSet;

/// <summary>The bundled starter set as its two files hold it, read strictly: an unknown or missing member is an error.</summary>
internal static class StarterRows
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    public static string[] Files { get; } = [PathOf("entries.jsonl"), PathOf("questions.jsonl")];

    public static StarterEntry[] Entries() => Read<StarterEntry>(Files[0]);

    public static StarterQuestion[] Questions() => Read<StarterQuestion>(Files[1]);

    private static string PathOf(string file) => Path.Combine(Shelf.Repository, "starter-set", file);

    private static T[] Read<T>(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<T>(line, Strict)!)];
}

internal sealed record StarterMessage(string Role, string Content);

internal sealed record StarterEntry(StarterMessage[] Messages)
{
    public string Question => Messages[0].Content;

    public string Answer => Messages[1].Content;
}

internal sealed record StarterQuestion(string Question, string Phrase, string Answer);
