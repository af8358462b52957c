using System.Globalization;
using System.Text;
using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tests.Tokenization;

/// <summary>Seeded texts that tokenizers find awkward: half of known fragments, half of any assigned characters.</summary>
internal sealed class RandomTexts(SeededRandom random)
{
    private static readonly string[] Fragments =
    [
        " ", "  ", "   ", "\n", "\n\n", "\r\n", "\t", " \n ", "\u00A0", "\u3000", "\u2028", "\u200B", "\u200D", "a", "B", "don't", "'S", "'LL ", "'\u017F", "we'Ve", "123", "45678", "٣٤",
        "½", "Ⅷ", "𝟘𝟙", "é", "e\u0301", "A\u0308\u0327", "각", "\u1100\u1161", "\u1100\u1161\u11A8", "中文字", "ひらがな", "カタカナ", "한국어", "ไทย", "हिन्दी", "العربية", "Ελληνικά", "кириллица",
        "𠀀𠀁", "𝒳", "😀", "👩‍🚀", "🏳️‍🌈", "ſ", "K", "İ", "ı", "ß", "ﬁ", "_", "__init__", "!!!", "...", "—", "«", "$€", "/", "//", "\\", "<s>", "</s>", "<unk>", "<|im_end|>", "<|endoftext|>",
        "<|eot_id|>", "<|assistant|>", "[INST]", "<0x0A>", "▁", "▁▁", "Ġ", "Ċ", "ö", "ü", "ÿ", "÷", "\u0000", "\u007F", "\u00AD", "\uFEFF", "\uFFFD", "Hello", " world", "HelloWorld", "XMLHttp", "ABC日本DEF",
    ];

    /// <summary>
    /// Whether the text holds characters whose normalization or case only the newest Unicode tables know: .NET puts such marks in canonical
    /// order, takes such letters apart, makes them small; the reference leaves them as they are.
    /// </summary>
    public static bool HoldsNewerCharacters(string text) => text.EnumerateRunes().Any(rune => (IsMark(rune) && IsNewerMark(rune.Value)) || IsNewerLetter(rune.Value));

    /// <summary>The code points of a text, for messages.</summary>
    public static string Spell(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"{{{rune.Value:X}}}")));

    public string Next() => random.Next(2) == 0 ? OfFragments() : OfAnyCharacters();

    private string OfFragments()
    {
        var text = new StringBuilder();
        for (var left = random.Next(20); left > 0; left--)
        {
            text.Append(Fragments[random.Next(Fragments.Length)]);
        }

        return text.ToString();
    }

    private string OfAnyCharacters()
    {
        var text = new StringBuilder();
        for (var left = random.Next(30); left > 0; left--)
        {
            text.Append(AnyCharacter());
        }

        return text.ToString();
    }

    private string AnyCharacter()
    {
        while (true)
        {
            var limit = random.Next(4) switch
            {
                0 => 0x80,
                1 => 0x3000,
                2 => 0x10000,
                _ => 0x30000,
            };
            var codePoint = random.Next(limit);
            if (Rune.IsValid(codePoint) && CharUnicodeInfo.GetUnicodeCategory(codePoint) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse))
            {
                return char.ConvertFromUtf32(codePoint);
            }
        }
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Marks that were assigned after Unicode 9, in the ranges that hold them.
    private static bool IsNewerMark(int codePoint) => codePoint
        is (>= 0x07FD and <= 0x07FD) or (>= 0x0890 and <= 0x08D3) or 0x09FE or (>= 0x0AFA and <= 0x0AFF) or 0x0B55 or 0x0C04 or 0x0C3C or 0x0CF3 or 0x0D00 or (>= 0x0D3B and <= 0x0D3C)
        or 0x0D81 or 0x0EBA or 0x0ECE or 0x1715 or 0x180F or (>= 0x1ABF and <= 0x1ADF) or 0x1ABB or 0x1ABC or 0x1ABD or 0x1ABE or (>= 0x1DF6 and <= 0x1DFF) or 0xA82C or >= 0x10000;

    // Modifier letters of Unicode 14 and 15, capitals of Unicode 14 to 16, and two that ceased to be marks.
    private static bool IsNewerLetter(int codePoint) => codePoint
        is (>= 0x10780 and <= 0x107BA) or (>= 0x1E030 and <= 0x1E06D) or 0x2C2F or 0xA7C0 or 0xA7CB or (>= 0xA7D0 and <= 0xA7F4) or 0x1C89 or (>= 0x1CF2 and <= 0x1CF3) or (>= 0x10570 and <= 0x105BC) or (>= 0x10D50 and <= 0x10D65);
}
