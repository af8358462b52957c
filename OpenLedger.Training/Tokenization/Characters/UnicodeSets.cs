using System.Globalization;
using System.Text;

namespace OpenLedger.Training.Tokenization.Characters;

/// <summary>The named sets of code points that patterns of tokenizer files use.</summary>
internal static class UnicodeSets
{
    private static readonly Lazy<CodePointSet[]> Categories = new(SweepCategories);
    private static readonly Lazy<int[][]> Cases = new(GroupCases);

    /// <summary>Unicode White_Space, which <c>\s</c> means in tokenizer files.</summary>
    public static CodePointSet Space { get; } = CodePointSet.Of(
        [(0x09, 0x0D), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]);

    public static CodePointSet Number { get; } = Of(UnicodeCategory.DecimalDigitNumber, UnicodeCategory.LetterNumber, UnicodeCategory.OtherNumber);

    public static CodePointSet Digit { get; } = Of(UnicodeCategory.DecimalDigitNumber);

    public static CodePointSet Letter { get; } = Of(
        UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter, UnicodeCategory.ModifierLetter, UnicodeCategory.OtherLetter);

    public static CodePointSet Mark { get; } = Of(UnicodeCategory.NonSpacingMark, UnicodeCategory.SpacingCombiningMark, UnicodeCategory.EnclosingMark);

    public static CodePointSet Punctuation { get; } = Of(
        UnicodeCategory.ConnectorPunctuation, UnicodeCategory.DashPunctuation, UnicodeCategory.OpenPunctuation, UnicodeCategory.ClosePunctuation,
        UnicodeCategory.InitialQuotePunctuation, UnicodeCategory.FinalQuotePunctuation, UnicodeCategory.OtherPunctuation);

    /// <summary>What <c>\w</c> means inside a class: letters, marks, digits, connectors and the circled letters that count as alphabetic.</summary>
    public static CodePointSet Word { get; } = Letter.Union(Mark)
        .Union(Of(UnicodeCategory.DecimalDigitNumber, UnicodeCategory.LetterNumber, UnicodeCategory.ConnectorPunctuation))
        .Union(CodePointSet.Of([(0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189)]));

    /// <summary>What a lone <c>\w</c> and <c>\b</c> mean: Oniguruma takes the superscripts and fractions of Latin-1 along there.</summary>
    public static CodePointSet LoneWord { get; } = Word.Union(CodePointSet.Of([(0xB2, 0xB3), (0xB9, 0xB9), (0xBC, 0xBE)]));

    /// <summary>Script=Han, Unicode 16.</summary>
    public static CodePointSet Han { get; } = CodePointSet.Of(
    [
        (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF), (0xF900, 0xFA6D), (0xFA70, 0xFAD9), (0x16FE2, 0x16FE3), (0x16FF0, 0x16FF1), (0x20000, 0x2A6DF), (0x2A700, 0x2B739),
        (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x2F800, 0x2FA1D), (0x30000, 0x3134A), (0x31350, 0x323AF),
    ]);

    /// <summary>What has an upper and a lower case: letters, Roman numerals, circled letters.</summary>
    public static CodePointSet Cased { get; } = Of(
        UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter, UnicodeCategory.LetterNumber,
        UnicodeCategory.OtherSymbol, UnicodeCategory.NonSpacingMark);

    public static CodePointSet Of(params ReadOnlySpan<UnicodeCategory> categories)
    {
        var union = CodePointSet.Empty;
        foreach (var category in categories)
        {
            union = union.Union(Categories.Value[(int)category]);
        }

        return union;
    }

    /// <summary>The set that <c>\p{name}</c> means, or null where the name is not known here.</summary>
    public static CodePointSet? Named(string name) => Plain(name) switch
    {
        "l" or "letter" => Letter,
        "lu" or "uppercaseletter" => Of(UnicodeCategory.UppercaseLetter),
        "ll" or "lowercaseletter" => Of(UnicodeCategory.LowercaseLetter),
        "lt" or "titlecaseletter" => Of(UnicodeCategory.TitlecaseLetter),
        "lm" or "modifierletter" => Of(UnicodeCategory.ModifierLetter),
        "lo" or "otherletter" => Of(UnicodeCategory.OtherLetter),
        "m" or "mark" => Mark,
        "mn" or "nonspacingmark" => Of(UnicodeCategory.NonSpacingMark),
        "mc" or "spacingmark" => Of(UnicodeCategory.SpacingCombiningMark),
        "me" or "enclosingmark" => Of(UnicodeCategory.EnclosingMark),
        "n" or "number" => Number,
        "nd" or "decimalnumber" => Digit,
        "nl" or "letternumber" => Of(UnicodeCategory.LetterNumber),
        "no" or "othernumber" => Of(UnicodeCategory.OtherNumber),
        "p" or "punctuation" => Punctuation,
        "pc" => Of(UnicodeCategory.ConnectorPunctuation),
        "pd" => Of(UnicodeCategory.DashPunctuation),
        "ps" => Of(UnicodeCategory.OpenPunctuation),
        "pe" => Of(UnicodeCategory.ClosePunctuation),
        "pi" => Of(UnicodeCategory.InitialQuotePunctuation),
        "pf" => Of(UnicodeCategory.FinalQuotePunctuation),
        "po" => Of(UnicodeCategory.OtherPunctuation),
        "s" or "symbol" => Of(UnicodeCategory.MathSymbol, UnicodeCategory.CurrencySymbol, UnicodeCategory.ModifierSymbol, UnicodeCategory.OtherSymbol),
        "sm" => Of(UnicodeCategory.MathSymbol),
        "sc" => Of(UnicodeCategory.CurrencySymbol),
        "sk" => Of(UnicodeCategory.ModifierSymbol),
        "so" => Of(UnicodeCategory.OtherSymbol),
        "z" or "separator" => Of(UnicodeCategory.SpaceSeparator, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator),
        "zs" => Of(UnicodeCategory.SpaceSeparator),
        "zl" => Of(UnicodeCategory.LineSeparator),
        "zp" => Of(UnicodeCategory.ParagraphSeparator),
        "cc" or "cntrl" or "control" => Of(UnicodeCategory.Control),
        "cf" or "format" => Of(UnicodeCategory.Format),
        "space" or "whitespace" => Space,
        "han" => Han,
        "any" => CodePointSet.All,
        _ => null,
    };

    /// <summary>Code points that mean the same where case is ignored, in groups of two and more.</summary>
    public static IReadOnlyList<int[]> CaseGroups => Cases.Value;

    private static string Plain(string name) =>
        name.Replace("_", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal)
            .Replace("-", string.Empty, StringComparison.Ordinal).ToLowerInvariant();

    private static CodePointSet[] SweepCategories()
    {
        var ranges = new List<(int, int)>[30];
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = [];
        }

        var first = 0;
        var current = CharUnicodeInfo.GetUnicodeCategory(0);
        for (var codePoint = 1; codePoint <= CodePointSet.Limit; codePoint++)
        {
            var category = codePoint < CodePointSet.Limit ? CharUnicodeInfo.GetUnicodeCategory(codePoint) : (UnicodeCategory)(-1);
            if (category != current)
            {
                ranges[(int)current].Add((first, codePoint - 1));
                first = codePoint;
                current = category;
            }
        }

        return [.. ranges.Select(CodePointSet.Of)];
    }

    private static int[][] GroupCases()
    {
        var groups = new Dictionary<int, List<int>>();
        foreach (var (first, last) in Cased.Ranges)
        {
            for (var codePoint = first; codePoint <= last; codePoint++)
            {
                var fold = Fold(codePoint);
                if (!groups.TryGetValue(fold, out var group))
                {
                    groups[fold] = group = [];
                }

                group.Add(codePoint);
            }
        }

        return [.. groups.Values.Where(group => group.Count > 1).Select(group => group.ToArray())];
    }

    private static int Fold(int codePoint) =>
        Rune.IsValid(codePoint) ? Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(codePoint))).Value : codePoint;
}
