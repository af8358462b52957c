using System.Runtime.InteropServices;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Contamination;

/// <summary>
/// Knows the phrases of eight words of evaluation questions and their answers, and finds them in entries. Numbers stay numbers: eight words
/// with other numbers are another question. What is paraphrased or translated is out of its reach. Fill it before it is asked; then many
/// threads may ask.
/// </summary>
public sealed class ContaminationIndex
{
    private const int LeastWords = 4;
    private const int MostLeaks = 10;

    // What so many questions share is their form ("Answer with the letter of the right choice"), and no one's own.
    private const int MostItemsOfAPhrase = 50;

    private readonly List<(string Set, string Item, int Phrases)> _items = [];

    // For each phrase its last reference + 1; references of one phrase are chained.
    private readonly Dictionary<ulong, int> _phrases = [];
    private readonly List<(int Item, int Next, int Count)> _references = [];

    /// <summary>How many items are known.</summary>
    public int Count => _items.Count;

    /// <summary>
    /// Adds an item. A text of four to seven words counts as one phrase, which is found only where a whole text of an entry says the same;
    /// shorter ones are everybody's words and are left out.
    /// </summary>
    public void Add(EvaluationItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var phrases = item.Texts.SelectMany(text => PhrasesOf(CanonicalText.Of(text).Words)).Select(phrase => phrase.Hash).ToHashSet();
        if (phrases.Count == 0)
        {
            return;
        }

        foreach (var phrase in phrases)
        {
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_phrases, phrase, out _);
            _references.Add((_items.Count, last, last == 0 ? 1 : _references[last - 1].Count + 1));
            last = _references.Count;
        }

        _items.Add((item.Set, item.Item, phrases.Count));
    }

    /// <summary>The items of which an entry holds a part, those that it holds most of first.</summary>
    public IReadOnlyList<Leak> Find(CanonicalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var found = new Dictionary<int, List<(ulong Phrase, int Part, TextSpan Words)>>();
        for (var part = 0; part < entry.Texts.Count; part++)
        {
            foreach (var (hash, words) in PhrasesOf(entry.Texts[part].Words))
            {
                for (var reference = FirstOf(hash); reference > 0; reference = _references[reference - 1].Next)
                {
                    var item = _references[reference - 1].Item;
                    if (!found.TryGetValue(item, out var pieces))
                    {
                        found[item] = pieces = [];
                    }

                    pieces.Add((hash, part, words));
                }
            }
        }

        return found.Count == 0 ? [] : [.. found.Select(pair => LeakOf(pair.Key, pair.Value, entry)).OrderByDescending(leak => leak.Cover).Take(MostLeaks)];
    }

    private int FirstOf(ulong phrase) => _phrases.GetValueOrDefault(phrase) is var last and > 0 && _references[last - 1].Count <= MostItemsOfAPhrase ? last : 0;

    private Leak LeakOf(int item, List<(ulong Phrase, int Part, TextSpan Words)> pieces, CanonicalEntry entry)
    {
        var (set, name, total) = _items[item];
        var phrases = pieces.Select(piece => piece.Phrase).Distinct().Count();
        return new Leak(set, name, (double)phrases / total, phrases, [.. Spans(pieces, entry)]);
    }

    /// <summary>Phrases that overlap or touch are one piece.</summary>
    private static IEnumerable<LeakSpan> Spans(List<(ulong Phrase, int Part, TextSpan Words)> pieces, CanonicalEntry entry)
    {
        foreach (var part in pieces.GroupBy(piece => piece.Part))
        {
            var canonical = CanonicalText.WithSources(entry.Content.Parts[part.Key].Text);
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

    private static IEnumerable<(ulong Hash, TextSpan Words)> PhrasesOf(string words)
    {
        var bounds = CanonicalWords.WithFormulas(words);
        if (bounds.Count is >= LeastWords and < Phrases.Length)
        {
            return [(Phrases.HashOf(words), new TextSpan(0, words.Length))];
        }

        return Phrases.Of(words, bounds).Select((hash, first) => (hash, new TextSpan(bounds[first].Start, bounds[first + Phrases.Length - 1].End)));
    }
}
