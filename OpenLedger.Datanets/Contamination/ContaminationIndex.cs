using System.Runtime.InteropServices;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Contamination;

/// <summary>
/// Knows the phrases of some words (eight, if nothing else is said) of evaluation questions and their answers, and finds them in entries.
/// Numbers stay numbers: the same words with other numbers are another question. What is paraphrased or translated is out of its reach. Fill it before it is asked; then many
/// threads may ask.
/// </summary>
/// <param name="length">How many words a phrase has; four at least.</param>
public sealed class ContaminationIndex(int length = ContaminationIndex.UsualWords)
{
    /// <summary>How many words a phrase usually has: eight told leaks best (docs/decisions).</summary>
    public const int UsualWords = Phrases.Length;

    private const int LeastWords = 4;
    private const int MostLeaks = 10;

    // What so many questions share is their form ("Answer with the letter of the right choice"), and no one's own.
    private const int MostItemsOfAPhrase = 50;

    private const int MaybeBits = 20;
    private const int BitsOfAWord = 6;

    private readonly List<(string Set, string Item, int Phrases)> _items = [];

    // Most phrases of most entries stand in no question: a bit chosen by their hash says so without the way to the dictionary.
    private readonly ulong[] _maybe = new ulong[1 << (MaybeBits - BitsOfAWord)];

    // For each phrase its last reference + 1; references of one phrase are chained.
    private readonly Dictionary<ulong, int> _phrases = [];
    private readonly List<(int Item, int Next, int Count)> _references = [];

    private readonly int _length = length >= LeastWords ? length : throw new ArgumentOutOfRangeException(nameof(length), length, "A phrase has four words at least.");

    /// <summary>How many items are known.</summary>
    public int Count => _items.Count;

    /// <summary>
    /// Adds an item. A text of four words or more, but fewer than a phrase, counts as one phrase, which is found only where a whole text of an entry says the same;
    /// shorter ones are everybody's words and are left out.
    /// </summary>
    public void Add(EvaluationItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var phrases = item.Texts.SelectMany(text => PhrasesOf(CanonicalText.Of(text))).ToHashSet();
        if (phrases.Count == 0)
        {
            return;
        }

        foreach (var phrase in phrases)
        {
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_phrases, phrase, out _);
            _references.Add((_items.Count, last, last == 0 ? 1 : _references[last - 1].Count + 1));
            last = _references.Count;
            _maybe[WordOf(phrase)] |= BitOf(phrase);
        }

        _items.Add((item.Set, item.Item, phrases.Count));
    }

    /// <summary>The items of which an entry holds a part, those that it holds most of first.</summary>
    public IReadOnlyList<Leak> Find(CanonicalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Dictionary<int, List<(ulong Phrase, int Part, TextSpan Words)>>? found = null;
        for (var part = 0; part < entry.Texts.Count; part++)
        {
            FindIn(entry.Texts[part], part, ref found);
        }

        if (found is null)
        {
            return [];
        }

        var most = found.Select(pair => (Item: pair.Key, Pieces: pair.Value, Phrases: pair.Value.Select(piece => piece.Phrase).Distinct().Count()))
            .OrderByDescending(leak => (double)leak.Phrases / _items[leak.Item].Phrases)
            .Take(MostLeaks);
        var texts = new CanonicalText?[entry.Texts.Count];
        return [.. most.Select(leak => LeakOf(leak.Item, leak.Phrases, [.. Spans(leak.Pieces, entry, texts)]))];
    }

    private void FindIn(CanonicalText text, int part, ref Dictionary<int, List<(ulong Phrase, int Part, TextSpan Words)>>? found)
    {
        var phrases = PhrasesOf(text);
        List<TextSpan>? bounds = null;
        for (var first = 0; first < phrases.Length; first++)
        {
            if ((_maybe[WordOf(phrases[first])] & BitOf(phrases[first])) == 0)
            {
                continue;
            }

            for (var reference = FirstOf(phrases[first]); reference > 0; reference = _references[reference - 1].Next)
            {
                bounds ??= CanonicalWords.WithFormulas(text.Words);
                found ??= [];
                ref var pieces = ref CollectionsMarshal.GetValueRefOrAddDefault(found, _references[reference - 1].Item, out _);
                (pieces ??= []).Add((phrases[first], part, new TextSpan(bounds[first].Start, bounds[Math.Min(first + _length, bounds.Count) - 1].End)));
            }
        }
    }

    private static int WordOf(ulong phrase) => (int)(phrase >> (64 - MaybeBits + BitsOfAWord));

    private static ulong BitOf(ulong phrase) => 1UL << (int)((phrase >> (64 - MaybeBits)) & ((1 << BitsOfAWord) - 1));

    private int FirstOf(ulong phrase) => _phrases.GetValueOrDefault(phrase) is var last and > 0 && _references[last - 1].Count <= MostItemsOfAPhrase ? last : 0;

    private Leak LeakOf(int item, int phrases, IReadOnlyList<LeakSpan> spans)
    {
        var (set, name, total) = _items[item];
        return new Leak(set, name, (double)phrases / total, phrases, spans);
    }

    /// <summary>Phrases that overlap or touch are one piece.</summary>
    /// <param name="pieces">The phrases.</param>
    /// <param name="entry">The entry that they stand in.</param>
    /// <param name="texts">Its texts with their sources, as far as these were needed already.</param>
    private static IEnumerable<LeakSpan> Spans(List<(ulong Phrase, int Part, TextSpan Words)> pieces, CanonicalEntry entry, CanonicalText?[] texts)
    {
        foreach (var part in pieces.GroupBy(piece => piece.Part))
        {
            var canonical = texts[part.Key] ??= CanonicalText.WithSources(entry.Content.Parts[part.Key].Text);
            var open = part.First().Words;
            foreach (var (_, _, words) in part)
            {
                if (words.Start > open.End + 1)
                {
                    yield return new LeakSpan(part.Key, canonical.SourceOf(open));
                    open = words;
                }

                open = open with { End = words.End };
            }

            yield return new LeakSpan(part.Key, canonical.SourceOf(open));
        }
    }

    private ulong[] PhrasesOf(CanonicalText text)
    {
        // Those of the usual length are kept with the text: others look for them too.
        var phrases = _length == UsualWords ? text.PhraseHashes : Phrases.Of(text.Words, CanonicalWords.WithFormulas(text.Words), _length);
        return phrases.Length == 0 && CanonicalWords.WithFormulas(text.Words).Count >= LeastWords ? [Phrases.HashOf(text.Words)] : phrases;
    }
}
