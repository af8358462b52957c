using System.Text;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// What many entries of a Datanet share, as tool descriptions before every prompt: it is not compared, or all of them would be near-copies
/// of each other.
/// </summary>
internal sealed class Templates
{
    // A piece between two template pieces that is shorter than this is no text of its own: it is a word that somebody swapped.
    private const int LeastOwnPiece = 20;
    private const int LeastOwnText = 40;
    private const int BitsPerWord = 64;

    // A thread's list of words is used again, unless one long text made it large.
    private const int MostKept = 1 << 14;

    [ThreadStatic]
    private static List<TextSpan>? _words;

    private readonly ulong[]? _slots;

    private Templates(ulong[]? slots) => _slots = slots;

    /// <summary>No templates.</summary>
    public static Templates None { get; } = new(null);

    /// <summary>True where nothing is taken out.</summary>
    public bool IsEmpty => _slots is null;

    /// <summary>The templates of slots of <see cref="PhraseCounter"/>.</summary>
    public static Templates Of(IEnumerable<int> frequent)
    {
        ulong[]? slots = null;
        foreach (var slot in frequent)
        {
            slots ??= new ulong[(1 << PhraseCounter.SlotBits) / BitsPerWord];
            slots[slot / BitsPerWord] |= 1UL << (slot % BitsPerWord);
        }

        return slots is null ? None : new Templates(slots);
    }

    /// <summary>True where both take out the same.</summary>
    public bool SameAs(Templates other) => _slots is null ? other._slots is null : other._slots is not null && _slots.AsSpan().SequenceEqual(other._slots);

    /// <summary>
    /// A block of canonical text without its templates, the pieces between them on lines of their own. Where nothing of its own is left the
    /// whole block: copies of a template are copies.
    /// </summary>
    public ReadOnlyMemory<char> OwnTextOf(ReadOnlyMemory<char> block)
    {
        if (_slots is null || block.Length == 0)
        {
            return block;
        }

        var words = _words ??= [];
        CanonicalWords.FillWithFormulas(words, block.Span);
        var isTemplate = Cover(Phrases.Of(block.Span, words), words.Count);
        _words = words.Capacity > MostKept ? null : words;
        if (isTemplate is null)
        {
            return block;
        }

        var own = new StringBuilder();
        var total = 0;
        for (var word = 0; word < words.Count;)
        {
            var end = word + 1;
            while (end < words.Count && isTemplate[end] == isTemplate[word])
            {
                end++;
            }

            if (!isTemplate[word])
            {
                var piece = block.Span.Slice(words[word].Start, words[end - 1].End - words[word].Start);
                total += piece.Length >= LeastOwnPiece ? piece.Length : 0;
                own.Append(own.Length == 0 ? "" : "\n").Append(piece);
            }

            word = end;
        }

        return total < LeastOwnText ? block : own.ToString().AsMemory();
    }

    /// <summary>Which words stand in a template; null where none does.</summary>
    private bool[]? Cover(ulong[] phrases, int words)
    {
        bool[]? covered = null;
        for (var start = 0; start < phrases.Length; start++)
        {
            var slot = PhraseCounter.SlotOf(phrases[start]);
            if ((_slots![slot / BitsPerWord] >> (slot % BitsPerWord) & 1) != 0)
            {
                (covered ??= new bool[words]).AsSpan(start, Phrases.Length).Fill(true);
            }
        }

        return covered;
    }
}
