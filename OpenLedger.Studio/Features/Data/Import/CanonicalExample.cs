using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// An example in the one form in which the studio keeps it: <c>{"messages": [...]}</c>, <c>{"text"}</c> or
/// <c>{"prompt", "completion"}</c> as the trainer reads them, <c>{"prompt", "chosen", "rejected"}</c> for preference pairs.
/// </summary>
internal sealed record CanonicalExample(ExampleShape Shape, JsonObject Content)
{
    /// <summary>Letters stay letters, so that what is stored can be searched and read.</summary>
    public static JsonSerializerOptions Spelling { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether there is an answer that says nothing.</summary>
    public bool HasEmptyAnswer { get; init; }

    /// <summary>The content as it is stored, in one line.</summary>
    public string Json() => Content.ToJsonString(Spelling);
}
