namespace OpenLedger.Datanets.Gates.Languages;

/// <summary>The letters of a text in small, with one space for everything between words.</summary>
internal static class LetterStream
{
    public static IEnumerable<char> Of(string text)
    {
        var last = ' ';
        foreach (var sign in text)
        {
            var letter = char.IsLetter(sign) ? char.ToLowerInvariant(sign) : sign is '\'' or '’' && last != ' ' ? '\'' : ' ';
            if (letter != ' ' || last != ' ')
            {
                yield return letter;
            }

            last = letter;
        }
    }
}
