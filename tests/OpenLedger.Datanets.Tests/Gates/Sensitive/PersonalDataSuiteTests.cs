using OpenLedger.Datanets.Gates.Sensitive;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Gates.Sensitive;

/// <summary>2,100 texts with personal data or secrets and 5,000 that look as if; the bars are those of the design, for each kind by itself.</summary>
public class PersonalDataSuiteTests(ITestOutputHelper output)
{
    private const string Right = "right";
    private const string Missed = "missed";
    private const string Wrong = "wrong";
    private const int Shown = 5;
    private const int OfEachKind = 300;
    private const int Harmless = 5000;
    private const double LeastPrecision = 0.98;
    private const double LeastRecall = 0.97;

    private readonly Dictionary<(SensitiveKind Kind, string Outcome), int> _counts = [];

    [Fact]
    public void Find_InTheSuite_MissesLittle_AndBlamesLittle()
    {
        var data = new PersonalData(17);
        foreach (var kind in Enum.GetValues<SensitiveKind>())
        {
            for (var place = 0; place < OfEachKind; place++)
            {
                var (text, value) = data.Of(kind);
                Judge(text, kind, value);
            }
        }

        var harmless = new HarmlessNumbers(23);
        for (var place = 0; place < Harmless; place++)
        {
            Judge(harmless.Next(), null, null);
        }

        foreach (var kind in Enum.GetValues<SensitiveKind>())
        {
            var (right, missed, wrong) = (CountOf(kind, Right), CountOf(kind, Missed), CountOf(kind, Wrong));
            output.WriteLine($"{kind}: precision {(double)right / (right + wrong):F3}, recall {(double)right / (right + missed):F3}");
            Assert.True(right >= LeastPrecision * (right + wrong), $"{kind}: {wrong} wrong beside {right} right ones");
            Assert.True(right >= LeastRecall * (right + missed), $"{kind}: {missed} missed beside {right} found ones");
        }
    }

    private void Judge(string text, SensitiveKind? kind, string? value)
    {
        var found = SensitiveText.Find(text).Select(span => (span.Kind, Value: span.Span.Of(text))).ToList();
        if (kind is { } hidden)
        {
            Count(hidden, found.Contains((hidden, value!)) ? Right : Missed, text);
        }

        foreach (var (other, what) in found.Where(one => one != (kind, value)))
        {
            Count(other, Wrong, $"{what} in {text}");
        }
    }

    private void Count(SensitiveKind kind, string outcome, string what)
    {
        _counts[(kind, outcome)] = CountOf(kind, outcome) + 1;
        if (outcome != Right && CountOf(kind, outcome) <= Shown)
        {
            output.WriteLine($"{kind} {outcome}: {what}");
        }
    }

    private int CountOf(SensitiveKind kind, string outcome) => _counts.GetValueOrDefault((kind, outcome));
}
