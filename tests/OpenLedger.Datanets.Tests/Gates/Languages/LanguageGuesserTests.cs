using OpenLedger.Datanets.Gates.Languages;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Gates.Languages;

public class LanguageGuesserTests(ITestOutputHelper output)
{
    private const double LeastRight = 0.97;

    [Fact]
    public void Guess_OfSentencesInTwelveLanguages_IsRight()
    {
        var (right, spoken, spokenRight, all) = (0, 0, 0, 0);
        foreach (var (language, sentences) in Sentences.ByLanguage)
        {
            foreach (var sentence in sentences)
            {
                all++;
                Assert.True(sentence.Count(char.IsLetter) >= LanguageGuesser.LeastLetters, sentence);
                var guess = LanguageGuesser.Guess(sentence);
                Assert.NotNull(guess);
                right += guess.Value.Language == language ? 1 : 0;
                spoken += guess.Value.Margin >= LanguageGuesser.LeastMargin ? 1 : 0;
                spokenRight += guess.Value.Margin >= LanguageGuesser.LeastMargin && guess.Value.Language == language ? 1 : 0;
                if (guess.Value.Language != language || guess.Value.Margin < LanguageGuesser.LeastMargin)
                {
                    output.WriteLine($"{language}: {guess} {sentence}");
                }
            }
        }

        output.WriteLine($"{right} of {all} right; with the margin {spoken}, of them {spokenRight} right");
        Assert.Equal(12, Sentences.ByLanguage.Count);
        Assert.InRange((double)right / all, LeastRight, 1);
        Assert.Equal(spoken, spokenRight);
    }

    [Theory]
    [InlineData("Η γιαγιά μου έψηνε ψωμί κάθε Κυριακή πριν έρθει όλη η οικογένεια για φαγητό.", "el")]
    [InlineData("我的祖母每个星期天都会在全家人来吃午饭之前烤面包，大家都很喜欢她做的东西，因为味道非常好，吃完以后还想再吃。", "zh")]
    [InlineData("祖母は毎週日曜日に家族みんなが昼ごはんに来る前にパンを焼いていました。とてもおいしかったので、みんな喜んで食べました。", "ja")]
    [InlineData("할머니는 매주 일요일 온 가족이 점심을 먹으러 오기 전에 빵을 구우셨습니다. 정말 맛있어서 모두가 좋아했고 또 먹고 싶어 했습니다.", "ko")]
    public void Guess_ByScriptAlone_NamesTheLanguage(string text, string language) => Assert.Equal(language, LanguageGuesser.Guess(text)?.Language);

    [Theory]
    [InlineData("Too short to tell.")]
    [InlineData("x = [f(a) for a in range(10) if a % 2 == 0]; y = np.argsort(x)[::-1]; print(y.mean(), file=out)")]
    [InlineData("```\nthis is some text that stands between fences and is therefore not looked at by anybody\n```")]
    [InlineData("<div class=\"wide\"><p>Guten Tag</p></div>\n<div class=\"wide\"><p>Auf Wiedersehen</p></div>")]
    [InlineData("SELECT name, town FROM people WHERE (age > 30 AND town <> 'Berlin') ORDER BY name;")]
    public void Guess_OfCodeAndCrumbs_IsSilent(string text) => Assert.Null(LanguageGuesser.Guess(text));

    [Fact]
    public void Guess_OfGeneratedCode_IsSilent()
    {
        var code = Corpus.Generated(4000, seed: 5).Select(row => row.Response).Where(response => response.StartsWith("def ", StringComparison.Ordinal)).ToArray();

        Assert.True(code.Length > 100);
        Assert.All(code, text => Assert.Null(LanguageGuesser.Guess(text)));
    }

    [Fact]
    public void Guess_WithExpectedLanguages_IsSilentWhereOneFits()
    {
        foreach (var (language, sentences) in Sentences.ByLanguage)
        {
            foreach (var sentence in sentences)
            {
                Assert.False(LanguageGuesser.Guess([sentence], ["en", language]) is { Margin: >= LanguageGuesser.LeastMargin }, sentence);
            }
        }
    }
}
