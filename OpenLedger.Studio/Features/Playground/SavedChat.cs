using System.Text.Encodings.Web;
using System.Text.Json;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>A conversation as it is kept.</summary>
internal sealed record SavedChat
{
    /// <summary>Longer ones are not kept; the page says so before.</summary>
    public const int LongestText = 1_000_000;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 16 };

    /// <summary>Who speaks, by <see cref="VoiceKey"/>.</summary>
    public IReadOnlyList<string> Voices { get; init; } = [];

    public string SystemPrompt { get; init; } = string.Empty;

    public ChatSampling Sampling { get; init; } = new();

    public List<ChatRound> Rounds { get; init; } = [];

    /// <summary>What has been said; an answer that is being said is not there yet.</summary>
    public static SavedChat Of(ChatThread thread, IEnumerable<string> voices) => new()
    {
        Voices = [.. voices],
        SystemPrompt = thread.SystemPrompt,
        Sampling = thread.Sampling,
        Rounds = [.. thread.Rounds.Select(round => new ChatRound(round.Question) { Answers = round.Answers.Where(answer => !answer.Value.IsOpen).ToDictionary() })],
    };

    public ChatThread Thread() => new() { SystemPrompt = SystemPrompt, Sampling = Sampling, Rounds = Rounds };

    public string ToJson() => JsonSerializer.Serialize(this, Form);

    /// <summary>Null where the text is no chat.</summary>
    public static SavedChat? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SavedChat>(json, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
