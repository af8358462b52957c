using System.Text.Json.Nodes;
using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Tests.Policies;

public class PolicyTests
{
    /// <summary>The policy object of the design, as it stands there.</summary>
    private const string OfTheDesign = """
        { "policyVersion": 7, "minReviews": {"T0":2,"T1":2,"T2":2,"T3":1}, "maxReviews": 5,
          "acceptOdds": 19, "needsChangesOdds": 4, "priorClamp": [0.35,0.90],
          "distinctClusters": true, "blindFirstPass": true, "leaseMinutes": 15, "maxClaims": 5,
          "reviewerTier": "T2", "qualification": {"items": 20, "minAccuracy": 0.80},
          "gold": {"base": 0.10, "afterN": 50, "then": 0.04, "lowAccuracy": 0.20, "max": 0.20},
          "spotCheckT3": 0.15, "newcomerLaneShare": 0.30, "abuseNeeds": 2,
          "maxRevisions": 3, "reviseDays": 30, "appeals": 1,
          "dup": {"shingle":"c5","bands":20,"rows":5,"dup":0.80,"flag":0.60,"containment":0.90,"numberGuard":true,"maxResponsesPerPrompt":3},
          "gates": {"pii":"redact","contamination":{"n":8,"block":0.20},"languages":["en"]},
          "quota": {"T0":5,"T1":20,"T2":100,"T3":500,"wip":[5,25,150,1000],"bytesPerDay":[262144,2097152,10485760,104857600]} }
        """;

    [Fact]
    public void Read_OfTheDesignsObject_IsTheDefaultPolicy()
    {
        var reading = PolicyJson.Read(OfTheDesign);

        Assert.Empty(reading.Problems);
        Assert.Equal(ReviewPolicy.Default with { PolicyVersion = 7 }, reading.Policy);
    }

    [Fact]
    public void Write_OfTheDefault_HoldsEveryNameOfTheDesign()
    {
        var written = PolicyJson.Write(ReviewPolicy.Default with { PolicyVersion = 7 });

        foreach (var (name, value) in JsonNode.Parse(OfTheDesign)!.AsObject())
        {
            AssertHolds(value!, written[name]!);
        }
    }

    [Fact]
    public void Text_ReadAgain_IsTheSamePolicy()
    {
        foreach (var policy in new[] { ReviewPolicy.Default, ReviewPolicy.OnePerson, Changed() })
        {
            var reading = PolicyJson.Read(PolicyJson.Text(policy));

            Assert.Empty(reading.Problems);
            Assert.Equal(policy, reading.Policy);
        }
    }

    [Fact]
    public void Read_OfManyMistakes_NamesThemAllAtOnce()
    {
        var reading = PolicyJson.Read("""
            {"maxReviews": 0, "acceptOdds": "many", "blindFirstPass": 1, "reviewerTier": "T9", "colour": 3, "gold": {"base": 0.6, "max": 0.2},
             "dup": {"flag": 0.9, "shingle": "w3"}, "gates": {"pii": "no", "languages": ["english!"]}, "priorClamp": [0.9, 0.4], "quota": {"T0": 50}}
            """);

        string[] named = ["maxReviews", "acceptOdds", "blindFirstPass", "reviewerTier", "colour", "gold.max", "dup.flag", "dup.shingle", "gates.pii", "gates.languages", "priorClamp", "quota"];
        Assert.Equal(named.Order(), reading.Problems.Select(problem => problem.Name!).Distinct().Order());
        Assert.All(reading.Problems, problem => Assert.DoesNotContain("{0}", problem.ToString()));
    }

    [Theory]
    [InlineData("""{"leastToHandBack": 6}""", "leastToHandBack")]
    [InlineData("""{"dup": {"bands": 100, "rows": 20}}""", "dup.bands")]
    public void Read_OfWhatDoesNotFitTogether_NamesIt(string text, string name) => Assert.Equal(name, Assert.Single(PolicyJson.Read(text).Problems).Name);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"appeals\": 1, \"appeals\": 2}")]
    [InlineData("{\"appeals\": 1e999}")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}")]
    public void Read_OfSomethingElse_IsAProblemAndNoException(string text) => Assert.NotEmpty(PolicyJson.Read(text).Problems);

    [Fact]
    public void Read_OfAVeryLongText_IsOneProblem() => Assert.Single(PolicyJson.Read(new string(' ', PolicyJson.MostCharacters + 1)).Problems);

    [Fact]
    public void Knobs_EachReadAndWriteTheSameNumber()
    {
        foreach (var knob in PolicyKnobs.All)
        {
            var value = knob.Read(ReviewPolicy.Default) == knob.Maximum ? knob.Minimum : knob.Maximum;

            Assert.Null(PolicyChecks.Range(knob, knob.Read(ReviewPolicy.Default)));
            Assert.Equal(value, knob.Read(knob.Write(ReviewPolicy.Default, value)));
        }
    }

    [Fact]
    public void OnePerson_AcceptsOwnEntries_AndGatesAdvise()
    {
        Assert.True(ReviewPolicy.OnePerson.OwnEntriesAtOnce);
        Assert.True(ReviewPolicy.OnePerson.Gates.AdviceOnly);
        Assert.Empty(PolicyChecks.Problems(ReviewPolicy.OnePerson));
    }

    private static ReviewPolicy Changed() => ReviewPolicy.Default with
    {
        ReviewerTier = Tier.T3,
        LeastPrior = 0.2,
        Gates = new GatePolicy(PersonalDataRule.Strict, 10, 0.3, ["de", "en"], false),
        Quota = ReviewPolicy.Default.Quota with { WorkInProgress = new PerTier(6, 30, 160, 900) },
    };

    private static void AssertHolds(JsonNode expected, JsonNode actual)
    {
        if (expected is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                AssertHolds(value!, actual[name]!);
            }

            return;
        }

        Assert.True(JsonNode.DeepEquals(expected, actual) || (double)expected.AsValue() == (double)actual.AsValue(), $"{expected} is not {actual}");
    }
}
