using System.Globalization;
using System.Text;
using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Normalizing;

namespace OpenLedger.Training.Tests.Tokenization;

public sealed class UnicodeFormTests
{
    [Fact]
    public void IsComposed_EveryCharacterItKnows_IsItsOwnFormAndCombinesWithNothingBefore()
    {
        var known = 0;
        for (var codePoint = 0; codePoint < CodePointSet.Limit; codePoint++)
        {
            if (!UnicodeFormStep.IsComposed(codePoint) || CharUnicodeInfo.GetUnicodeCategory(codePoint) == UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            known++;
            Assert.True(char.ConvertFromUtf32(codePoint).IsNormalized(NormalizationForm.FormC), $"U+{codePoint:X4}");

            // What combines with something before it is a mark, or one of the vowels and final consonants of Hangul, which are not in the list.
            Assert.False(UnicodeSets.Mark.Contains(codePoint), $"U+{codePoint:X4}");
        }

        Assert.True(known > 70_000);
    }

    [Theory]
    [InlineData(NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormD)]
    [InlineData(NormalizationForm.FormKC)]
    [InlineData(NormalizationForm.FormKD)]
    public void Apply_RandomTexts_GivesTheFrameworksFormWithOriginsInOrder(NormalizationForm form)
    {
        var texts = new RandomTexts(OpenLedger.Training.Chance.SeededRandom.For(4, form.ToString()));
        var step = new UnicodeFormStep(form);
        for (var i = 0; i < 3_000; i++)
        {
            var text = texts.Next();
            var given = new TextBuffer();
            given.Load(text, tracks: true);
            var output = new TextBuffer();
            output.Clear(tracks: true);
            step.Apply(given.Slice, output, new OpenLedger.Training.Tokenization.Patterns.PatternState());
            Assert.Equal(text.Normalize(form), Encoding.UTF8.GetString(output.Span));
            Assert.True(!step.LeavesAlone(given.Span) || text.IsNormalized(form));
            var start = 0;
            for (var at = 0; at < output.Length; at++)
            {
                Assert.InRange(output.StartOf(at), start, text.Length);
                Assert.InRange(output.EndOf(at), output.StartOf(at), text.Length);
                start = output.StartOf(at);
            }
        }
    }
}
