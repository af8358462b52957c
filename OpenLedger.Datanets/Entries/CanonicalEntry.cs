using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Entries;

/// <summary>An entry together with the canonical form of each of its texts, made once and handed to every rule that compares.</summary>
public sealed class CanonicalEntry
{
    // A thread's buffer for what is hashed is used again, unless one long entry made it large.
    private const int MostKept = 1 << 17;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _hashed;

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
        // Most blocks are one part, whose words need no copy.
        var (first, block) = ("", default(StringBuilder));
        foreach (var role in roles)
        {
            for (var part = 0; part < Texts.Count; part++)
            {
                if (Content.Parts[part].Role != role || Texts[part].Words.Length == 0)
                {
                    continue;
                }

                if (first.Length == 0)
                {
                    first = Texts[part].Words;
                }
                else
                {
                    (block ??= new StringBuilder(first)).Append('\n').Append(Texts[part].Words);
                }
            }
        }

        return block?.ToString() ?? first;
    }

    /// <summary>
    /// Over the role, the words and the symbols of each part in UTF-16 (little end first), each with its length before it; a part that has
    /// neither words nor symbols is taken as it was written.
    /// </summary>
    private ContentHash HashOf()
    {
        var hashed = _hashed ??= new ArrayBufferWriter<byte>();
        hashed.ResetWrittenCount();
        Add(hashed, [(char)CanonicalText.Version]);
        for (var part = 0; part < Texts.Count; part++)
        {
            Add(hashed, [(char)Content.Parts[part].Role]);
            Add(hashed, Texts[part].IsEmpty ? Content.Parts[part].Text : Texts[part].Words);
            Add(hashed, Texts[part].Symbols);
        }

        Span<byte> bytes = stackalloc byte[ContentHash.Bytes];
        SHA256.HashData(hashed.WrittenSpan, bytes);
        _hashed = hashed.Capacity > MostKept ? null : hashed;
        return ContentHash.From(bytes);
    }

    private static void Add(ArrayBufferWriter<byte> hashed, ReadOnlySpan<char> text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(hashed.GetSpan(sizeof(int)), text.Length);
        hashed.Advance(sizeof(int));
        hashed.Write(MemoryMarshal.AsBytes(text));
    }
}
