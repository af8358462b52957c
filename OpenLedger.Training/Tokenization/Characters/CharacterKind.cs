using System.Globalization;

namespace OpenLedger.Training.Tokenization.Characters;

/// <summary>What the split rules of the model families ask about a character, as flags: one table look-up instead of a regular expression.</summary>
internal static class CharacterKind
{
    public const int Letter = 1;
    public const int Number = 2;
    public const int Space = 4;
    public const int LineBreak = 8;
    public const int Mark = 16;
    public const int PunctuationOrSymbol = 32;

    /// <summary>Lu, Lt, Lm, Lo, M: what can begin a word in the rule of Mistral-Nemo.</summary>
    public const int Capital = 64;

    /// <summary>Ll, Lm, Lo, M: what can end a word in the rule of Mistral-Nemo.</summary>
    public const int Small = 128;

    private const int BasicPlaneSize = 0x10000;
    private static readonly byte[] BasicPlane = BuildBasicPlane();

    public static int Of(int codePoint) =>
        codePoint < BasicPlaneSize ? BasicPlane[codePoint] : OfCategory(CharUnicodeInfo.GetUnicodeCategory(codePoint));

    public static int At(ReadOnlySpan<byte> text, int index, out int length)
    {
        var lead = text[index];
        if (lead < 0x80)
        {
            length = 1;
            return BasicPlane[lead];
        }

        return Of(Utf8.Decode(text, index, out length));
    }

    private static byte[] BuildBasicPlane()
    {
        var kinds = new byte[BasicPlaneSize];
        for (var codePoint = 0; codePoint < BasicPlaneSize; codePoint++)
        {
            var kind = OfCategory(CharUnicodeInfo.GetUnicodeCategory(codePoint));
            kind |= char.IsWhiteSpace((char)codePoint) ? Space : 0;
            kind |= codePoint is '\r' or '\n' ? LineBreak : 0;
            kinds[codePoint] = (byte)kind;
        }

        return kinds;
    }

    // All white space lies in the basic plane, so the category says enough for the others.
    private static int OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Letter | Capital,
        UnicodeCategory.LowercaseLetter => Letter | Small,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Letter | Capital | Small,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Mark | Capital | Small,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Number,
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation
            or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol => PunctuationOrSymbol,
        _ => 0,
    };
}
