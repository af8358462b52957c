using System.Text;

namespace OpenLedger.Training.Tokenization.Characters;

/// <summary>
/// Walking over UTF-8 that is known to be valid: all texts are made by <see cref="Write"/>, which puts U+FFFD where a lone surrogate was.
/// </summary>
internal static class Utf8
{
    /// <summary>Bytes that every text buffer has to spare behind its text, so that whole vectors can be loaded at its end.</summary>
    public const int Padding = 32;

    public static int Decode(ReadOnlySpan<byte> text, int index, out int length)
    {
        int lead = text[index];
        switch (lead)
        {
            case < 0x80:
                length = 1;
                return lead;
            case < 0xE0:
                length = 2;
                return ((lead & 0x1F) << 6) | (text[index + 1] & 0x3F);
            case < 0xF0:
                length = 3;
                return ((lead & 0x0F) << 12) | ((text[index + 1] & 0x3F) << 6) | (text[index + 2] & 0x3F);
            default:
                length = 4;
                return ((lead & 0x07) << 18) | ((text[index + 1] & 0x3F) << 12) | ((text[index + 2] & 0x3F) << 6) | (text[index + 3] & 0x3F);
        }
    }

    /// <summary>Bytes of the scalar that starts with this byte.</summary>
    public static int LengthAt(byte lead) => lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

    /// <summary>Where the scalar before this place starts.</summary>
    public static int Before(ReadOnlySpan<byte> text, int index)
    {
        index--;
        while (IsContinuation(text[index]))
        {
            index--;
        }

        return index;
    }

    public static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;

    /// <summary>The text as UTF-8; a lone surrogate becomes U+FFFD.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Writes the text into the buffer, which grows when needed and keeps its padding.</summary>
    public static int Write(ReadOnlySpan<char> text, ref byte[] buffer)
    {
        var most = (3 * text.Length) + Padding;
        if (buffer.Length < most)
        {
            var exact = Encoding.UTF8.GetByteCount(text) + Padding;
            if (buffer.Length < exact)
            {
                buffer = new byte[Math.Max(exact, Math.Min(2 * buffer.Length, 1 << 20))];
            }
        }

        return Encoding.UTF8.GetBytes(text, buffer);
    }
}
