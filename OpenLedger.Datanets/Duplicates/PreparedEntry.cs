using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>What an index keeps of an entry, made before it is kept: that can be done by many threads, keeping by one.</summary>
/// <param name="Content">The hash of what it says.</param>
/// <param name="Text">Its text.</param>
/// <param name="PromptKey">The hash of its prompt.</param>
/// <param name="ResponseKey">The hash of its response.</param>
/// <param name="Slots">The slots of its phrases (<see cref="PhraseCounter"/>), sorted and each once.</param>
internal sealed record PreparedEntry(ContentHash Content, ComparedText Text, uint PromptKey, uint ResponseKey, int[] Slots)
{
    public static PreparedEntry Of(CanonicalEntry entry)
    {
        var text = ComparedText.Of(entry);
        var slots = PhraseCounter.SlotsOf(PhrasesOf(entry, entry.Prompt), PhrasesOf(entry, entry.Response));
        return new PreparedEntry(entry.Hash, text, ComparedText.HashOf(text.Prompt), ComparedText.HashOf(text.Response), slots);
    }

    private static ulong[] PhrasesOf(CanonicalEntry entry, string block)
    {
        // A block of one part is that part's text, whose phrases are there already.
        foreach (var text in entry.Texts)
        {
            if (ReferenceEquals(text.Words, block))
            {
                return text.PhraseHashes;
            }
        }

        return Phrases.Of(block);
    }
}
