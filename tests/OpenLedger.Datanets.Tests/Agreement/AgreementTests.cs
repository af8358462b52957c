using OpenLedger.Datanets.Agreement;

namespace OpenLedger.Datanets.Tests.Agreement;

public class AgreementTests
{
    /// <summary>The three nominal data sets of Krippendorff, "Computing Krippendorff's Alpha-Reliability": one text an observer, a point for no value.</summary>
    [Theory]
    [InlineData(0.095, "0100000010", "1110010000")]
    [InlineData(0.692, "aabbdcccedda", "babbbcccedDd")]
    [InlineData(0.743, "123321412...", "1233224125.3", ".3332342251.", "12332441251.")]
    public void Alpha_OfThePublishedData_IsThePublishedValue(double alpha, params string[] observers) =>
        Assert.Equal(alpha, KrippendorffAlpha.Nominal(Items(observers))!.Value, 0.001);

    [Fact]
    public void FirstOrder_OfTheFirstData_IsThatOfGwetsFormula()
    {
        // pa = 0.6; of twenty values six are 1: pe = 2 × 0.3 × 0.7 = 0.42; (0.6 − 0.42) ÷ 0.58.
        Assert.Equal(0.18 / 0.58, GwetAgreement.FirstOrder(Items(["0100000010", "1110010000"]), 2)!.Value, 1e-12);
    }

    [Fact]
    public void FirstOrder_WhereNearlyAllIsAccepted_StaysHigh_AndAlphaDoesNot()
    {
        var items = Enumerable.Repeat<IReadOnlyList<char>>(['y', 'y'], 95).Concat(Enumerable.Repeat<IReadOnlyList<char>>(['y', 'n'], 5)).ToList();

        Assert.True(KrippendorffAlpha.Nominal(items) < 0);
        Assert.True(GwetAgreement.FirstOrder(items, 2) > 0.94);
    }

    [Fact]
    public void Agreement_WithNothingToCompare_IsNull()
    {
        Assert.Null(KrippendorffAlpha.Nominal<char>([]));
        Assert.Null(KrippendorffAlpha.Nominal<char>([['a'], ['b']]));
        Assert.Null(KrippendorffAlpha.Nominal<char>([['a', 'a'], ['a', 'a']]));
        Assert.Null(GwetAgreement.FirstOrder<char>([['a']], 2));
    }

    [Theory]
    [InlineData(0.80, AgreementBand.Good)]
    [InlineData(0.79, AgreementBand.Fair)]
    [InlineData(0.667, AgreementBand.Fair)]
    [InlineData(0.66, AgreementBand.GuidelinesUnclear)]
    public void Bands_BeginAtTheirBars(double alpha, AgreementBand band) => Assert.Equal(band, KrippendorffAlpha.BandOf(alpha));

    [Fact]
    public void Card_SaysWhatToLookAt_FromCertainAnswersAlone()
    {
        var lenient = Enumerable.Range(0, 20).Select(item => new ReviewerObservation(true, item % 2 == 0, true)).ToList();

        var card = CalibrationCard.Of(lenient.Append(new ReviewerObservation(false, true, false)));

        Assert.Equal((20, 1.0, 0.0), (card.Items, card.Sensitivity, card.Specificity));
        Assert.StartsWith("Some entries passed", card.Advice, StringComparison.Ordinal);
        Assert.StartsWith("A few more", CalibrationCard.Of([]).Advice, StringComparison.Ordinal);
    }

    private static List<IReadOnlyList<char>> Items(string[] observers) =>
        [.. Enumerable.Range(0, observers[0].Length).Select(item => observers.Select(observer => char.ToLowerInvariant(observer[item])).Where(value => value != '.').ToArray())];
}
