using System.Globalization;
using System.Text;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Values as text: Python's <c>str()</c> and <c>repr()</c>.</summary>
internal static class ValueText
{
    /// <summary>What <c>{{ value }}</c> writes.</summary>
    public static string Str(JinjaBudget budget, JinjaValue value) => value.Kind switch
    {
        JinjaKind.Text => value.Text,
        JinjaKind.Undefined => string.Empty,
        _ => Repr(budget, value),
    };

    /// <summary>How a value looks inside a list.</summary>
    public static string Repr(JinjaBudget budget, JinjaValue value)
    {
        if (Scalar(value) is { } scalar)
        {
            return scalar;
        }

        var sink = new TextSink(budget);
        Write(budget, sink, value);
        return sink.ToString();
    }

    private static string? Scalar(JinjaValue value) => value.Kind switch
    {
        JinjaKind.None => "None",
        JinjaKind.Boolean => value.Boolean ? "True" : "False",
        JinjaKind.Integer => value.IsBig ? value.Big.ToString(CultureInfo.InvariantCulture) : value.Whole.ToString(CultureInfo.InvariantCulture),
        JinjaKind.Float => FloatText.Repr(value.Float),
        JinjaKind.Undefined => "Undefined",
        _ => null,
    };

    private static void Write(JinjaBudget budget, TextSink sink, JinjaValue value)
    {
        budget.Enter();
        budget.Step();
        switch (value.Kind)
        {
            case JinjaKind.Text:
                sink.Append(value.IsMarkup ? "Markup(" : string.Empty);
                Quote(sink, value.Text);
                sink.Append(value.IsMarkup ? ")" : string.Empty);
                break;
            case JinjaKind.List:
                WriteItems(budget, sink, value.Items, "[", "]");
                break;
            case JinjaKind.Tuple:
                WriteItems(budget, sink, value.Items, "(", value.Items.Length == 1 ? ",)" : ")");
                break;
            case JinjaKind.View:
                WriteItems(budget, sink, value.Items, value.TypeName + "([", "])");
                break;
            case JinjaKind.Range:
                WriteRange(budget, sink, value.Items, value.Whole);
                break;
            case JinjaKind.Dictionary:
                WriteDictionary(budget, sink, value.Dictionary);
                break;
            case JinjaKind.Generator:
                throw new JinjaFault("it prints a generator: 'list' is missing after a filter such as map, select or selectattr");
            case JinjaKind.Object:
                sink.Append(value.Object.Print(budget));
                break;
            default:
                sink.Append(Scalar(value));
                break;
        }

        budget.Leave();
    }

    private static void WriteItems(JinjaBudget budget, TextSink sink, JinjaValue[] items, string open, string close)
    {
        sink.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            sink.Append(i == 0 ? string.Empty : ", ");
            Write(budget, sink, items[i]);
        }

        sink.Append(close);
    }

    private static void WriteRange(JinjaBudget budget, TextSink sink, JinjaValue[] items, long stop)
    {
        var start = items.Length == 0 ? 0 : items[0].Whole;
        var step = items.Length < 2 ? 1 : items[1].Whole - start;
        WriteItems(budget, sink, [JinjaValue.Of(start), JinjaValue.Of(stop), .. step == 1 ? [] : new[] { JinjaValue.Of(step) }], "range(", ")");
    }

    private static void WriteDictionary(JinjaBudget budget, TextSink sink, JinjaDictionary dictionary)
    {
        sink.Append('{');
        var first = true;
        foreach (var (key, item) in dictionary.Items)
        {
            sink.Append(first ? string.Empty : ", ");
            first = false;
            Write(budget, sink, key);
            sink.Append(": ");
            Write(budget, sink, item);
        }

        sink.Append('}');
    }

    private static void Quote(TextSink sink, string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        sink.Append(quote);
        for (var i = 0; i < text.Length;)
        {
            var valid = Rune.TryGetRuneAt(text, i, out var rune);
            var length = valid ? rune.Utf16SequenceLength : 1;
            AppendQuoted(sink, text.AsSpan(i, length), valid ? rune.Value : text[i], valid && IsPrintable(rune), quote);
            i += length;
        }

        sink.Append(quote);
    }

    private static void AppendQuoted(TextSink sink, ReadOnlySpan<char> characters, int code, bool printable, char quote)
    {
        switch (code)
        {
            case '\\' or '\'' or '"' when code != '"' + '\'' - quote:
                sink.Append('\\');
                sink.Append(characters);
                break;
            case '\n':
                sink.Append("\\n");
                break;
            case '\r':
                sink.Append("\\r");
                break;
            case '\t':
                sink.Append("\\t");
                break;
            default:
                sink.Append(printable ? characters : Escape(code));
                break;
        }
    }

    private static string Escape(int code) => code switch
    {
        <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{code:x2}"),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{code:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{code:x8}"),
    };

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
