using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>
/// GPT-2's alphabet: every byte has a printable character of its own. 0x21-0x7E, 0xA1-0xAC and 0xAE-0xFF stand for themselves, the other 68
/// bytes are U+0100, U+0101, ... in their order.
/// </summary>
internal static class ByteLevel
{
    private static readonly char[] Characters = BuildCharacters();
    private static readonly short[] Bytes = BuildBytes();

    /// <summary>The character of a byte.</summary>
    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>The bytes that a token's characters stand for; false where one of them is not of the alphabet.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> token, Span<byte> bytes, out int written)
    {
        written = 0;
        for (var at = 0; at < token.Length;)
        {
            var codePoint = Utf8.Decode(token, at, out var length);
            if (codePoint >= Bytes.Length || Bytes[codePoint] < 0)
            {
                return false;
            }

            bytes[written++] = (byte)Bytes[codePoint];
            at += length;
        }

        return true;
    }

    /// <summary>The same for a token in UTF-16; the bytes are as many as the characters.</summary>
    public static bool TryDecode(ReadOnlySpan<char> token, Span<byte> bytes)
    {
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] >= Bytes.Length || Bytes[token[i]] < 0)
            {
                return false;
            }

            bytes[i] = (byte)Bytes[token[i]];
        }

        return true;
    }

    /// <summary>The bytes as the vocabulary spells them.</summary>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<byte> token)
    {
        var written = 0;
        foreach (var value in bytes)
        {
            var character = Characters[value];
            if (character < 0x80)
            {
                token[written++] = (byte)character;
            }
            else
            {
                token[written++] = (byte)(0xC0 | (character >> 6));
                token[written++] = (byte)(0x80 | (character & 0x3F));
            }
        }

        return written;
    }

    private static char[] BuildCharacters()
    {
        var characters = new char[256];
        var next = (char)0x100;
        for (var value = 0; value < characters.Length; value++)
        {
            var standsForItself = value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = standsForItself ? (char)value : next++;
        }

        return characters;
    }

    private static short[] BuildBytes()
    {
        var bytes = new short[Characters.Max() + 1];
        bytes.AsSpan().Fill(-1);
        for (var value = 0; value < Characters.Length; value++)
        {
            bytes[Characters[value]] = (short)value;
        }

        return bytes;
    }
}
