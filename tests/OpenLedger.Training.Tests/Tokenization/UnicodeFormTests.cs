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

    /// <summary>Marks of every class after one another, those that are made of two, and halfwidth voice marks, which become marks only in the compatible forms.</summary>
    [Theory]
    [InlineData(NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormD)]
    [InlineData(NormalizationForm.FormKC)]
    [InlineData(NormalizationForm.FormKD)]
    public void Normalize_LongRowsOfMarks_GivesTheFrameworksForm(NormalizationForm form)
    {
        var random = OpenLedger.Training.Chance.SeededRandom.For(20261125, form.ToString());
        int[] marks = [.. Enumerable.Range(0x300, 0x1FD00).Where(code => code is < 0xD800 or > 0xDFFF && CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.NonSpacingMark), 0x344, 0xF73, 0xF75, 0xF81, 0xFF9E, 0xFF9F, 0x903];
        string[] bases = ["a", "é", "か", "\u1100\u1161", "x\u0301", "", "\uD834\uDD57"];
        var ordered = new OrderedMarks(form);
        for (var text = 0; text < 300; text++)
        {
            var whole = new StringBuilder();
            for (var row = 0; row < 4; row++)
            {
                whole.Append(bases[random.Next(bases.Length)]);
                for (var left = random.Next(80); left > 0; left--)
                {
                    whole.Append(char.ConvertFromUtf32(marks[random.Next(marks.Length)]));
                }
            }

            Assert.Equal(whole.ToString().Normalize(form), ordered.Normalize(whole.ToString()));
        }
    }

    [Theory]
    [InlineData(NormalizationForm.FormC, "\u0301\u0316")]
    [InlineData(NormalizationForm.FormKD, "\uFF9E\u0301")]
    [InlineData(NormalizationForm.FormD, "\u0F73\u0F72")]
    public void Apply_AMegabyteOfStackedMarks_TakesAMoment(NormalizationForm form, string pair)
    {
        var text = "a" + string.Concat(Enumerable.Repeat(pair, 1_000_000 / Encoding.UTF8.GetByteCount(pair)));
        var step = new UnicodeFormStep(form);
        var given = new TextBuffer();
        given.Load(text, tracks: true);
        var output = new TextBuffer();
        output.Clear(tracks: true);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        step.Apply(given.Slice, output, new OpenLedger.Training.Tokenization.Patterns.PatternState());

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        Assert.True(output.Length >= 500_000);
    }
}
