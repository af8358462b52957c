namespace OpenLedger.Datanets.Gates.Languages;

/// <summary>The letters of a text in small, with one space for everything between words.</summary>
internal static class LetterStream
{
    /// <summary>Writes them behind those that are there, as many as there is room for, and says where they end.</summary>
    public static int Append(ReadOnlySpan<char> text, Span<char> into, int length)
    {
        foreach (var sign in text)
        {
            if (length == into.Length)
            {
                break;
            }

            var last = length == 0 ? ' ' : into[length - 1];
            var letter = char.IsAsciiLetter(sign) ? (char)(sign | 0x20) : char.IsLetter(sign) ? char.ToLowerInvariant(sign) : sign is '\'' or '’' && last != ' ' ? '\'' : ' ';
            if (letter != ' ' || last != ' ')
            {
                into[length++] = letter;
            }
        }

        return length;
    }
}
