using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What the first rows show of one column.</summary>
internal sealed class ColumnFacts(string name)
{
    private const double Mostly = 0.8;
    private const int ShortLabel = 30;

    private static readonly string[] QuestionWords =
    [
        "who ", "what ", "when ", "where ", "why ", "how ", "which ", "is ", "are ", "do ", "does ", "did ", "can ", "could ", "should ", "will ",
        "wer ", "was ", "wann ", "wo ", "warum ", "wie ", "welche", "wieso ", "wozu ", "woher ", "wohin ", "ist ", "sind ", "kann ",
    ];

    private readonly HashSet<string> _different = [];
    private int _rows;
    private int _texts;
    private int _numbers;
    private int _questions;
    private int _messages;
    private long _characters;

    public string Name => name;

    /// <summary>Whether it holds prose, rather than numbers, a few labels or nothing.</summary>
    public bool IsProse => _texts > 0 && _texts >= _rows / 2.0 && _numbers < _texts * Mostly && !IsLabel;

    /// <summary>Whether it holds conversations.</summary>
    public bool HasMessages => _messages > 0 && _messages >= _rows * Mostly;

    /// <summary>Whether it holds a conversation somewhere.</summary>
    public bool HasSomeMessages => _messages > 0;

    /// <summary>The part of its texts that are questions.</summary>
    public double Questions => _texts == 0 ? 0 : (double)_questions / _texts;

    /// <summary>How long a text is on average.</summary>
    public double Length => _texts == 0 ? 0 : (double)_characters / _texts;

    private bool IsLabel => _texts >= 5 && Length < ShortLabel && _different.Count <= _texts / 4;

    public void Add(JsonNode? cell)
    {
        _rows++;
        if (MessageLists.Of(cell) is not null)
        {
            _messages++;
            return;
        }

        if (CellText.Of(cell)?.Trim() is not { Length: > 0 } text)
        {
            return;
        }

        _texts++;
        _characters += text.Length;
        _different.Add(text);
        _numbers += CellText.IsNumber(text) ? 1 : 0;
        _questions += IsQuestion(text) ? 1 : 0;
    }

    private static bool IsQuestion(string text) =>
        text[^1] is '?' or '？' or '؟' || QuestionWords.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.Length < 300 && !text.Contains(". ", StringComparison.Ordinal));
}
