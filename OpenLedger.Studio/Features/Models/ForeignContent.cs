using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Knows by their first bytes the files that are often, or on purpose, given instead of weights and settings.</summary>
internal static class ForeignContent
{
    private const int Looked = 512;

    /// <summary>What a file is instead, with what to do; null where nothing speaks against it.</summary>
    public static Sentence? Problem(string file)
    {
        var bytes = new byte[Looked];
        int count;
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }

        return Problem(Printable.Shown(Path.GetFileName(file)), bytes.AsSpan(0, count));
    }

    public static Sentence? Problem(string name, ReadOnlySpan<byte> first)
    {
        if (first.Length == 0)
        {
            return ModelSentences.EmptyFile(name);
        }

        // A pickle begins with its version; PyTorch's archives are zip files full of them.
        if (first.Length > 1 && first[0] == 0x80 && first[1] is >= 2 and <= 5)
        {
            return ModelSentences.Pickle(name);
        }

        if (first.StartsWith("PK\u0003\u0004"u8))
        {
            return ModelSentences.ZipInside(name);
        }

        if (first.StartsWith("GGUF"u8))
        {
            return ModelSentences.Gguf(name);
        }

        if (first.StartsWith("version https://git-lfs"u8))
        {
            return ModelSentences.GitPointer(name);
        }

        if (first.StartsWith("\u0089HDF"u8[1..]) || first.StartsWith((byte[])[0x89, (byte)'H', (byte)'D', (byte)'F']))
        {
            return ModelSentences.OtherWeights(name, "HDF5");
        }

        if (first.StartsWith("#!"u8) || first.StartsWith("\u007fELF"u8) || first.StartsWith("MZ"u8))
        {
            return ModelSentences.Program(name);
        }

        if (first.StartsWith("%PDF"u8) || first.StartsWith((byte[])[0x89, (byte)'P', (byte)'N', (byte)'G']) || first.StartsWith((byte[])[0xFF, 0xD8, 0xFF]) || first.StartsWith("GIF8"u8))
        {
            return ModelSentences.Picture(name);
        }

        var text = first.TrimStart(" \t\r\n\u00ef\u00bb\u00bf"u8);
        return text.StartsWith("<"u8) ? ModelSentences.WebPage(name) : null;
    }
}
