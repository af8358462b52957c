using System.Text;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>A text that grows within the budget.</summary>
internal sealed class TextSink(JinjaBudget budget)
{
    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    public void Append(char character)
    {
        budget.Text(_text.Length >= JinjaLimits.TextCharacters ? _text.Length + 1L : 1);
        _text.Append(character);
    }

    public void Append(ReadOnlySpan<char> text)
    {
        var length = (long)_text.Length + text.Length;
        budget.Text(length > JinjaLimits.TextCharacters ? length : text.Length);
        _text.Append(text);
    }

    public override string ToString() => _text.ToString();
}
