using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// The two blocks of an entry by which it is compared: what is asked and what is taught, in canonical form and without templates. One that was
/// read from the index stands in the buffer that it was read into, and is gone with the next; <see cref="Copy"/> keeps it.
/// </summary>
internal readonly record struct ComparedText(ReadOnlyMemory<char> Prompt, ReadOnlyMemory<char> Response)
{
    /// <summary>Parts the blocks where both are kept in one text; canonical text has no such character.</summary>
    public const char BlockEnd = '\f';

    public static ComparedText Of(CanonicalEntry entry) => new(entry.Prompt.AsMemory(), entry.Response.AsMemory());

    /// <summary>The blocks of a text that was kept.</summary>
    public static ComparedText Read(ReadOnlyMemory<char> kept)
    {
        var end = kept.Span.IndexOf(BlockEnd);
        return new ComparedText(kept[..end], kept[(end + 1)..]);
    }

    /// <summary>The same text in memory of its own.</summary>
    public ComparedText Copy() => new(Prompt.ToArray(), Response.ToArray());

    public ComparedText Without(Templates templates) => templates.IsEmpty ? this : new(templates.OwnTextOf(Prompt), templates.OwnTextOf(Response));

    /// <summary>The hash of one block, 0 for an empty one: entries with equal blocks are found by it, however different the other block is.</summary>
    public static uint HashOf(ReadOnlyMemory<char> block) => block.Length == 0 ? 0 : (uint)Phrases.HashOf(block.Span) | 1;

    /// <summary>True where both blocks say the same.</summary>
    public bool SaysTheSameAs(ComparedText other) => Same(Prompt, other.Prompt) && Same(Response, other.Response);

    /// <summary>True where two blocks say the same.</summary>
    public static bool Same(ReadOnlyMemory<char> one, ReadOnlyMemory<char> other) => one.Span.SequenceEqual(other.Span);

    /// <summary>Writes the shingles of both blocks and says how many they are.</summary>
    /// <param name="shingles">Replaced by a larger buffer where it is too small.</param>
    public int WriteShingles(ref uint[] shingles)
    {
        if (shingles.Length < Prompt.Length + Response.Length)
        {
            shingles = new uint[(Prompt.Length + Response.Length) * 2];
        }

        var count = Shingles.Write(Prompt.Span, shingles);
        return count + Shingles.Write(Response.Span, shingles.AsSpan(count));
    }

    /// <summary>The numbers of both blocks.</summary>
    public ulong[] Numbers() => Texts.Numbers.Of($"{Prompt}\n{Response}");
}
