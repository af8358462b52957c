using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Tests.Texts;

public class CanonicalTextTests
{
    [Theory]
    [InlineData("Hello,   World!", "hello world")]
    [InlineData("one\r\ntwo\tthree", "one two three")]
    [InlineData("don't stop", "dont stop")]
    [InlineData("don’t stop", "dont stop")]
    [InlineData("well-known", "well known")]
    [InlineData("C# is not C, C++ or F#.", "c# is not c c++ or f#")]
    [InlineData("a+b and #1", "a b and 1")]
    [InlineData("1,200 apples for 12.50", "1200 apples for 12.50")]
    [InlineData("1,2,3 and 1,2345", "1 2 3 and 1 2345")]
    [InlineData("It is 5. Then 6.", "it is 5 then 6")]
    [InlineData("Straße STRASSE", "strasse strasse")]
    [InlineData("ΟΔΟΣ οδός", "οδοσ οδόσ")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("ﬁne ①", "fine 1")]
    [InlineData("Ｆｕｌｌ　ｗｉｄｔｈ", "full width")]
    [InlineData("𝐁𝐨𝐥𝐝 x²", "bold x2")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("z\u0335a\u0336l\u0337go", "zalgo")]
    [InlineData("zero\u200bwidth so\u00adft", "zerowidth soft")]
    [InlineData("\u202eright\u202c", "right")]
    [InlineData("हिन्दी में", "हिन्दी में")]
    [InlineData("٣ apples", "3 apples")]
    [InlineData("你好，世界！", "你好 世界")]
    [InlineData("A\u3164B", "ab")]
    [InlineData("", "")]
    [InlineData("?!", "")]
    public void Words_OfAText_AreThese(string text, string expected) => Assert.Equal(expected, CanonicalText.Of(text).Words);

    [Fact]
    public void Words_WithLookalikesAmongLatinLetters_AreLatin()
    {
        // Cyrillic а, с and о inside Latin words, and a whole word of lookalikes in a Latin text.
        Assert.Equal("my bank account of peace is empty again", CanonicalText.Of("My b\u0430nk \u0430\u0441\u0441\u043eunt of \u0440\u0435\u0430\u0441\u0435 is empty again").Words);
    }

    [Fact]
    public void Words_OfAnotherScript_StayAsTheyAre()
    {
        Assert.Equal("он хорошо поёт", CanonicalText.Of("Он хорошо поёт.").Words);
        Assert.Equal("the angle α is small", CanonicalText.Of("The angle α is small.").Words);
    }

    [Fact]
    public void Symbols_TellApart_WhatHasTheSameWords()
    {
        Assert.Equal(CanonicalText.Of("a < b").Words, CanonicalText.Of("a > b").Words);
        Assert.False(CanonicalText.SaysTheSame("a < b", "a > b"));
        Assert.False(CanonicalText.SaysTheSame("a == b", "a != b"));
        Assert.False(CanonicalText.SaysTheSame("👍", "👎"));
        Assert.False(CanonicalText.SaysTheSame("?", "!"));
        Assert.True(CanonicalText.SaysTheSame("Yes, of course!", "yes of   COURSE"));
    }

    [Fact]
    public void Words_WithHalfAPairOrANoncharacter_AreReadNonetheless()
    {
        Assert.Equal("a b", CanonicalText.Of("a\ud800 b").Words);
        Assert.Equal("é b", CanonicalText.Of("e\u0301\ufffe b").Words);
    }

    [Fact]
    public void Words_OfTheirOwnForm_StayTheSame()
    {
        var random = new Random(5);
        var pieces = new[]
        {
            "ß", "İ", "ı", "ς", "Σ", "\u0301", "\u0345", "\u200d", "\ufe0f", "ﬃ", "Ǆ", "ῼ", "Ⅻ", "½", "가", "\u1100\u1161", "क्", "ا\u0651", "か\u3099", "ｶﾞ", "C#", "a", "B", "9", ".", ",", " ", "-", "я", "о", "\ud83d\ude00", "\ud800", "Ꭰ", "ꭰ", "\u0130\u0307",
        };
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            var once = CanonicalText.Of(text).Words;

            Assert.True(once == CanonicalText.Of(once).Words, $"\"{text}\" becomes \"{once}\" and then \"{CanonicalText.Of(once).Words}\"");
        }
    }

    [Fact]
    public void WithSources_HasTheSameWords_AndFindsThemInTheOriginal()
    {
        const string Original = "Keep  C++ and “Ｆｕｌｌ” cafe\u0301s; 1,200 of\u200b them!";
        var canonical = CanonicalText.WithSources(Original);

        Assert.Equal(CanonicalText.Of(Original).Words, canonical.Words);
        Assert.Equal("keep c++ and full cafés 1200 of them", canonical.Words);
        Assert.Equal(["Keep", "C++", "and", "“Ｆｕｌｌ”", "cafe\u0301s;", "1,200", "of\u200b", "them"], CanonicalWords.Of(canonical.Words).Select(word => canonical.SourceOf(word).Of(Original)));
    }

    [Fact]
    public void Words_OfWhatNormalisingBlowsUp_AreBounded()
    {
        var words = "";

        var time = ProcessorTime.Of(() => words = CanonicalText.Of(new string('\ufdfa', 32_000)).Words);

        Assert.InRange(words.Length, 32_000, 18 * 32_000);
        Assert.InRange(time.TotalSeconds, 0, 1);
    }

    [Theory]
    [InlineData("one two  three", "one|two|three")]
    [InlineData("今日は rain", "今|日|は|rain")]
    [InlineData("\ud840\udc00a", "\ud840\udc00|a")]
    [InlineData("", "")]
    public void CanonicalWords_OfCanonicalText_AreBetweenSpacesOrStandAlone(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', CanonicalWords.Of(text).Select(word => word.Of(text))));

    [Theory]
    [InlineData("he has 48 2 24 24 clips", "he|has|48 2 24 24|clips")]
    [InlineData("12.5 3", "12.5 3")]
    [InlineData("one 1 two 2", "one|1|two|2")]
    public void WithFormulas_OfNumbersInARow_AreOneWord(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', CanonicalWords.WithFormulas(text).Select(word => word.Of(text))));
}
