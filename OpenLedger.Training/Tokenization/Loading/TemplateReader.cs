using OpenLedger.Training.Tokenization.Merging;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads the "post_processor" of a tokenizer.json, as far as it concerns one text: which tokens stand before and behind it.</summary>
internal static class TemplateReader
{
    private const int MostTokens = 100;
    private const string Supported = "TemplateProcessing, ByteLevel, Sequence";

    public static TokenTemplate Read(JsonPart? part) => part is { } present ? ReadOne(present) : TokenTemplate.Empty;

    private static TokenTemplate ReadOne(JsonPart part) => part.Kind() switch
    {
        "ByteLevel" => TokenTemplate.Empty,
        "Sequence" => part.Items("processors", MostTokens).Select(ReadOne).Aggregate(TokenTemplate.Empty, (inner, outer) => inner.Inside(outer)),
        "TemplateProcessing" => ReadTemplate(part),
        _ => throw part.NotSupported("post-processor", Supported),
    };

    private static TokenTemplate ReadTemplate(JsonPart part)
    {
        var before = new List<int>();
        var behind = new List<int>();
        var sawText = false;
        foreach (var item in part.Items("single", MostTokens))
        {
            if (item.Optional("SpecialToken") is { } special)
            {
                var name = special.Text("id");
                var token = part.Required("special_tokens").Optional(name) ?? throw special.Refuse($"the token \"{name}\" is not among special_tokens.");
                (sawText ? behind : before).AddRange(token.Items("ids", MostTokens).Select(id => id.AsNumber(TokenTable.MostTokens - 1)));
                continue;
            }

            if (sawText || item.Required("Sequence").Text("id") != "A")
            {
                throw item.Refuse("a template for one text that holds anything but one \"A\" and special tokens is not supported.");
            }

            sawText = true;
        }

        if (before.Count + behind.Count > MostTokens)
        {
            throw part.Refuse($"more than {MostTokens} tokens around a text.");
        }

        return sawText ? new TokenTemplate(before, behind) : throw part.Refuse("the template for one text does not hold the text (\"A\").");
    }
}
