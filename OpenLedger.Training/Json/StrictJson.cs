using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Json;

/// <summary>
/// Reads JSON from hostile files into nodes that are whole: every text is decoded, every name is there once, depth and count are
/// bounded. The framework's own nodes are read lazily and throw late, from wherever they are touched first. Numbers keep their
/// spelling, so that a template prints 1.0 as 1.0.
/// </summary>
public static class StrictJson
{
    /// <summary>How deep objects and lists may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many values one document may hold.</summary>
    public const int MaxValues = 1_000_000;

    /// <summary>Reads one document.</summary>
    /// <exception cref="StrictJsonException">The bytes are not one whole JSON document in UTF-8.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8) => Guarded(utf8, null);

    /// <summary>Reads one document that is an object, and notes where each of its own names stands.</summary>
    /// <exception cref="StrictJsonException">The bytes are not one whole JSON object in UTF-8.</exception>
    internal static JsonObject ParseObject(ReadOnlySpan<byte> utf8, IDictionary<string, JsonPlace> places) =>
        Guarded(utf8, places) as JsonObject ?? throw new StrictJsonException("a JSON object, { ... }, is expected", 1, 1);

    private static JsonNode? Guarded(ReadOnlySpan<byte> utf8, IDictionary<string, JsonPlace>? places)
    {
        utf8 = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            var budget = MaxValues;
            reader.Read();
            var node = Value(ref reader, utf8, ref budget, places);
            reader.Read();
            return node;
        }
        catch (JsonException problem)
        {
            var line = (int)Math.Min(problem.LineNumber ?? 0, int.MaxValue - 1);
            var column = (int)Math.Min(problem.BytePositionInLine ?? 0, int.MaxValue - 1);
            throw new StrictJsonException(WithoutPlace(problem.Message), line + 1, column + 1);
        }
    }

    private static JsonNode? Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ref int budget, IDictionary<string, JsonPlace>? places)
    {
        if (--budget < 0)
        {
            throw Fault(ref reader, utf8, "it holds more than 1,000,000 values");
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader, utf8, ref budget, places),
            JsonTokenType.StartArray => Array(ref reader, utf8, ref budget),
            JsonTokenType.String => JsonValue.Create(Text(ref reader, utf8)),
            JsonTokenType.Number => Number(ref reader, utf8),
            JsonTokenType.True => JsonValue.Create(true),
            JsonTokenType.False => JsonValue.Create(false),
            _ => null,
        };
    }

    private static JsonObject Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ref int budget, IDictionary<string, JsonPlace>? places)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader, utf8);
            if (result.ContainsKey(name))
            {
                throw Fault(ref reader, utf8, $"the name \"{Shorten(name)}\" stands there twice");
            }

            places?.Add(name, PlaceOf(utf8, reader.TokenStartIndex));
            reader.Read();
            result.Add(name, Value(ref reader, utf8, ref budget, null));
        }

        return result;
    }

    private static JsonArray Array(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ref int budget)
    {
        var result = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            result.Add(Value(ref reader, utf8, ref budget, null));
        }

        return result;
    }

    private static string Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault(ref reader, utf8, "a text is not valid Unicode: broken UTF-8, or half of a \\u surrogate pair");
        }
    }

    private static JsonValue Number(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        var minusZero = reader.ValueSpan.SequenceEqual("-0"u8);
        if (!minusZero && reader.ValueSpan.IndexOfAny(".eE"u8) < 0 && reader.TryGetInt64(out var whole))
        {
            return JsonValue.Create(whole);
        }

        if (!reader.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            throw Fault(ref reader, utf8, "a number is too large");
        }

        return JsonNode.Parse(reader.ValueSpan)!.AsValue();
    }

    private static StrictJsonException Fault(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, string reason)
    {
        var place = PlaceOf(utf8, reader.TokenStartIndex);
        return new StrictJsonException(reason, place.Line, place.Column);
    }

    private static JsonPlace PlaceOf(ReadOnlySpan<byte> utf8, long index)
    {
        var before = utf8[..(int)index];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new JsonPlace(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    /// <summary>
    /// The framework's sentence without its count of lines and bytes, which starts at 0 and misleads, and without the pages of the file that it
    /// quotes for a broken literal.
    /// </summary>
    internal static string WithoutPlace(string message)
    {
        const int Most = 150;
        var end = message.LastIndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = (end < 0 ? message : message[..end]).TrimEnd('.', ' ');
        var line = sentence.IndexOfAny(['\r', '\n']);
        sentence = line < 0 ? sentence : sentence[..line] + "...";
        return sentence.Length <= Most ? sentence : sentence[..Most] + "...";
    }

    private static string Shorten(string text)
    {
        const int Most = 60;
        return text.Length <= Most ? text : text[..Most] + "...";
    }
}
