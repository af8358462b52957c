using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>The parts of a preference pair.</summary>
internal static class PairParts
{
    /// <summary>The question with the better answer as a conversation; null where the pair cannot be read.</summary>
    public static string? Better(string pair)
    {
        if (ExampleText.Parse(pair) is not { } parts || parts["prompt"] is not JsonArray prompt || parts["chosen"] is not JsonArray chosen)
        {
            return null;
        }

        var messages = new JsonArray([.. prompt.Concat(chosen).Select(message => message?.DeepClone())]);
        return new JsonObject { ["messages"] = messages }.ToJsonString(CanonicalExample.Spelling);
    }
}
