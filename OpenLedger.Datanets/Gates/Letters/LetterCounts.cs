using OpenLedger.Datanets.Gates.Languages;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Letters;

/// <summary>
/// Learns from the entries of a Datanet how letters follow each other in it, beginning with what is known of the languages. One thread
/// learns at a time; the model that others read is replaced as a whole, each time the text has grown by half.
/// </summary>
internal sealed class LetterCounts
{
    // More text does not make the model better.
    private const int Enough = 4_000_000;
    private const int First = 20_000;

    private readonly Lock _lock = new();
    private readonly int[] _counts = new int[LetterModel.Signs * LetterModel.Signs * LetterModel.Signs];
    private int _letters;
    private int _next = First;
    private volatile LetterModel _model;

    /// <summary>A model that has seen nothing but texts in the given languages; in all known ones where none of them is known.</summary>
    public LetterCounts(IEnumerable<string> languages)
    {
        var known = languages.Where(LanguageProfiles.Texts.ContainsKey).ToArray();
        foreach (var language in known.Length > 0 ? known : [.. LanguageProfiles.Texts.Keys])
        {
            LetterModel.Count(CanonicalText.Of(LanguageProfiles.Texts[language]).Words, _counts);
        }

        _model = LetterModel.Of(_counts);
    }

    /// <summary>The model as it is now.</summary>
    public LetterModel Model => _model;

    /// <summary>Learns from one more canonical text.</summary>
    public void Learn(ReadOnlySpan<char> words)
    {
        if (Volatile.Read(ref _letters) > Enough)
        {
            return;
        }

        lock (_lock)
        {
            _letters += LetterModel.Count(words, _counts);
            if (_letters >= _next)
            {
                _next = _letters + (_letters / 2);
                _model = LetterModel.Of(_counts);
            }
        }
    }
}
