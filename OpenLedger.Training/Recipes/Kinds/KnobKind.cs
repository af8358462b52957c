using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>How values of one kind are read, judged and written. Problems are worded to stand after the name of the knob.</summary>
internal abstract class KnobKind<T>
{
    public abstract string Accepts { get; }

    public virtual bool MayBeOpen => false;

    public virtual bool IsPath => false;

    public virtual IReadOnlyList<string> Choices => [];

    public virtual KnobRange? Range => null;

    /// <summary>Reads JSON that is not null; judges the type, not the range.</summary>
    public abstract KnobReading Read(JsonNode node);

    /// <summary>Reads what a person typed: JSON where it looks like it.</summary>
    public virtual KnobReading Parse(string text)
    {
        if (text.Length == 0 || text[0] is not ('[' or '{' or '"'))
        {
            return ParsePlain(text);
        }

        try
        {
            return StrictJson.Parse(Encoding.UTF8.GetBytes(text)) is { } node ? Read(node) : Wrong(text);
        }
        catch (StrictJsonException broken)
        {
            return new KnobReading(null, $"is no valid JSON ({broken.Message}), but must be {Accepts}.");
        }
    }

    public abstract JsonNode? Write(T value);

    public virtual string Format(T value) => Write(value)?.ToJsonString() ?? "";

    public virtual string? Check(T value) => null;

    public virtual T Resolve(T value, string folder) => value;

    protected abstract KnobReading ParsePlain(string text);

    /// <summary>"is ..., but must be ...".</summary>
    protected KnobReading Wrong(string shown) => new(null, $"is {Shorten(shown)}, but must be {Accepts}.");

    protected KnobReading Wrong(JsonNode node) => Wrong(node.GetValueKind() switch
    {
        JsonValueKind.Object => "an object { ... }",
        JsonValueKind.Array => "a list [ ... ]",
        JsonValueKind.String => $"the text \"{node.GetValue<string>()}\"",
        _ => node.ToJsonString(),
    });

    protected static bool IsText(JsonNode? node, out string text)
    {
        var found = node?.GetValueKind() == JsonValueKind.String;
        text = found ? node!.GetValue<string>() : "";
        return found;
    }

    protected static bool IsNumber(JsonNode? node, out double number)
    {
        number = 0;
        return node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(
            value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out number);
    }

    private static string Shorten(string text)
    {
        const int Most = 80;
        return text.Length <= Most ? text : text[..Most] + "...";
    }
}
