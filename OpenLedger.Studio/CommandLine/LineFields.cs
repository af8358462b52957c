using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Reads fields of one line of input, with messages for the person who wrote it.</summary>
internal static class LineFields
{
    private const int MostIds = 16 << 20;

    public static string Text(this JsonObject line, string name) =>
        line[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw new UsageException($"\"{name}\" is missing or not a text; write {{\"{name}\": \"...\"}}");

    /// <summary>Token ids; that they lie in the vocabulary is checked by who knows it.</summary>
    public static int[] Ids(this JsonObject line, string name, int vocabularySize)
    {
        if (line[name] is not JsonArray array || array.Count > MostIds)
        {
            throw new UsageException($"\"{name}\" is missing or not a list of token ids; write {{\"{name}\": [1, 2, 3]}}");
        }

        var ids = new int[array.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            if (array[i] is not JsonValue value || !value.TryGetValue(out ids[i]) || ids[i] < 0 || ids[i] >= vocabularySize)
            {
                throw new UsageException($"\"{name}\"[{i}] is not a token id between 0 and {vocabularySize - 1}");
            }
        }

        return ids;
    }
}
