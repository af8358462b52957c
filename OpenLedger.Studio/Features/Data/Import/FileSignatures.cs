namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Knows files by their first bytes, whatever they are called.</summary>
internal static class FileSignatures
{
    private static readonly (byte[] First, Wording Sentence)[] Others =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], new Wording("This is an old Excel or Word file, or one with a password. Open it, and save it as .xlsx without a password.")),
        ([0x1F, 0x8B], new Wording("This is a gzip file. Unpack it, and bring what is in it.")),
        ("BZh"u8.ToArray(), new Wording("This is a bzip2 file. Unpack it, and bring what is in it.")),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], new Wording("This is an xz file. Unpack it, and bring what is in it.")),
        ([0x28, 0xB5, 0x2F, 0xFD], new Wording("This is a Zstandard file. Unpack it, and bring what is in it.")),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF], new Wording("This is a 7-Zip file. Unpack it, and bring what is in it.")),
        ("Rar!"u8.ToArray(), new Wording("This is a RAR file. Unpack it, and bring what is in it.")),
        ("%PDF"u8.ToArray(), new Wording("This is a PDF. Copy its text into a .txt file, or a table of questions and answers, and bring that.")),
        ("SQLite format 3"u8.ToArray(), new Wording("This is a database. Export the table as CSV, and bring that.")),
        ("ARROW1"u8.ToArray(), new Wording("This is an Arrow or Feather file. Save it as Parquet or CSV.")),
        ("PARE"u8.ToArray(), new Wording("This Parquet file is encrypted. Save it without encryption.")),
        ("GGUF"u8.ToArray(), new Wording("This is a model, not data. Add it under Models.")),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], new Wording("This is a picture, and only text can be learned. Bring what it says as text.")),
        ([0xFF, 0xD8, 0xFF], new Wording("This is a picture, and only text can be learned. Bring what it says as text.")),
        ([0x80, 0x02], new Wording("This is a Python pickle, which could run programs. Save the data as JSON Lines or CSV.")),
        ([0x80, 0x04], new Wording("This is a Python pickle, which could run programs. Save the data as JSON Lines or CSV.")),
        ("{\\rtf"u8.ToArray(), new Wording("This is a rich text document. Save it as plain text (.txt).")),
    ];

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    public static bool IsParquet(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8);

    /// <summary>What the file is instead of data, and the next step; null if nothing speaks against data.</summary>
    public static Wording? Refusal(ReadOnlySpan<byte> head)
    {
        foreach (var (first, sentence) in Others)
        {
            if (head.StartsWith(first))
            {
                return sentence;
            }
        }

        return null;
    }
}
