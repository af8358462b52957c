using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Entries;

/// <summary>An entry together with the canonical form of each of its texts, made once and handed to every rule that compares.</summary>
public sealed class CanonicalEntry
{
    private CanonicalEntry(EntryContent content, CanonicalText[] texts)
    {
        Content = content;
        Texts = texts;
        Prompt = Block(PartRole.System, PartRole.Prompt);
        Response = Block(PartRole.Title, PartRole.Passage, PartRole.Response, PartRole.Rejected);
        Hash = HashOf();
    }

    /// <summary>The entry as it is stored.</summary>
    public EntryContent Content { get; }

    /// <summary>The canonical form of each part, in the order of the parts.</summary>
    public IReadOnlyList<CanonicalText> Texts { get; }

    /// <summary>The words of what is asked, system messages first, one line for each part.</summary>
    public string Prompt { get; }

    /// <summary>The words of what is taught, one line for each part.</summary>
    public string Response { get; }

    /// <summary>The hash by which an exact duplicate is known.</summary>
    public ContentHash Hash { get; }

    /// <summary>The canonical form of an entry.</summary>
    public static CanonicalEntry Of(EntryContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new CanonicalEntry(content, [.. content.Parts.Select(part => CanonicalText.Of(part.Text))]);
    }

    private string Block(params ReadOnlySpan<PartRole> roles)
    {
        var block = new StringBuilder();
        foreach (var role in roles)
        {
            for (var part = 0; part < Texts.Count; part++)
            {
                if (Content.Parts[part].Role == role && Texts[part].Words.Length > 0)
                {
                    block.Append(block.Length == 0 ? "" : "\n").Append(Texts[part].Words);
                }
            }
        }

        return block.ToString();
    }

    /// <summary>
    /// Over the role, the words and the symbols of each part in UTF-16 (little end first), each with its length before it; a part that has
    /// neither words nor symbols is taken as it was written.
    /// </summary>
    private ContentHash HashOf()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, [(char)CanonicalText.Version]);
        for (var part = 0; part < Texts.Count; part++)
        {
            Add(hash, [(char)Content.Parts[part].Role]);
            Add(hash, Texts[part].IsEmpty ? Content.Parts[part].Text : Texts[part].Words);
            Add(hash, Texts[part].Symbols);
        }

        Span<byte> bytes = stackalloc byte[ContentHash.Bytes];
        hash.GetHashAndReset(bytes);
        return ContentHash.From(bytes);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<char> text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(MemoryMarshal.AsBytes(text));
    }
}
