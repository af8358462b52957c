using System.Globalization;
using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>The attribute that filters are told to look at: <c>name</c>, <c>name.of.part</c>, or a place in a list.</summary>
internal sealed class AttributePath
{
    private const int LongestPath = 1000;

    private readonly JinjaValue[] _parts;

    private AttributePath(JinjaValue[] parts) => _parts = parts;

    public static AttributePath Of(JinjaValue path)
        => path.IsWhole ? new AttributePath([path])
            : path.IsText && path.Text.Length <= LongestPath ? new AttributePath([.. path.Text.Split('.').Select(Part)])
            : throw new JinjaFault($"an attribute is named by a text or a number, not '{path.TypeName}', and not by a text beyond {LongestPath} letters");

    /// <summary>The attribute of a value; what is not there is undefined, and a part of that is an error.</summary>
    public JinjaValue Get(JinjaRun run, JinjaValue value, JinjaValue? fallback = null)
    {
        foreach (var part in _parts)
        {
            value = ValueAccess.Item(run, value, part);
            if (value.IsUndefined && fallback is { } other)
            {
                value = other;
            }
        }

        return value;
    }

    private static JinjaValue Part(string part)
        => part.Length > 0 && part.All(char.IsAsciiDigit) && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? JinjaValue.Of((long)place)
            : JinjaValue.Of(part);
}
