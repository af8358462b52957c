using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>The two blocks of an entry by which it is compared: what is asked and what is taught, in canonical form and without templates.</summary>
internal readonly record struct ComparedText(string Prompt, string Response)
{
    /// <summary>Parts the blocks where both are kept in one text; canonical text has no such character.</summary>
    public const char BlockEnd = '\f';

    /// <summary>Both blocks as one text.</summary>
    public string Kept => $"{Prompt}{BlockEnd}{Response}";

    public static ComparedText Of(CanonicalEntry entry) => new(entry.Prompt, entry.Response);

    /// <summary>The blocks of a text that was kept.</summary>
    public static ComparedText Read(ReadOnlySpan<char> kept)
    {
        var end = kept.IndexOf(BlockEnd);
        return new ComparedText(kept[..end].ToString(), kept[(end + 1)..].ToString());
    }

    public ComparedText Without(Templates templates) => templates.IsEmpty ? this : new(templates.OwnTextOf(Prompt), templates.OwnTextOf(Response));

    /// <summary>The hash of one block, 0 for an empty one: entries with equal blocks are found by it, however different the other block is.</summary>
    public static uint HashOf(string block) => block.Length == 0 ? 0 : (uint)Phrases.HashOf(block) | 1;

    /// <summary>The shingles of both blocks.</summary>
    public List<uint> Shingles()
    {
        var shingles = new List<uint>(Prompt.Length + Response.Length);
        Texts.Shingles.AddTo(shingles, Prompt);
        Texts.Shingles.AddTo(shingles, Response);
        return shingles;
    }

    /// <summary>The numbers of both blocks.</summary>
    public ulong[] Numbers() => Texts.Numbers.Of($"{Prompt}\n{Response}");
}
