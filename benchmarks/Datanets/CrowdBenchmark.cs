using System.Globalization;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>
/// The crowd under several rules, and ours with parts left out: means over seeds. Sixty days; who comes and how they behave stands in
/// <see cref="CrowdAuthor"/>, <see cref="CrowdReviewer"/> and <see cref="CrowdSimulation"/>.
/// </summary>
internal static class CrowdBenchmark
{
    private const int Seeds = 5;

    public static IEnumerable<Figure> Measure()
    {
        var crowd = new CrowdSettings();
        var weak = crowd with { WeakGates = true };
        var cases = new (string Name, Func<CrowdSettings, CrowdResult> Run, CrowdSettings Settings)[]
        {
            ("like Open-Assistant", settings => new CrowdSimulation(settings).Run((_, reviewers, chance) => CrowdTallyHouse.OpenAssistant(reviewers, chance)), weak),
            ("like Common Voice", settings => new CrowdSimulation(settings).Run((_, reviewers, chance) => CrowdTallyHouse.CommonVoice(reviewers, chance)), weak),
            ("like OpenLedger", settings => new CrowdSimulation(settings).Run((_, _, chance) => CrowdTallyHouse.OneOwner(chance)), weak),
            ("ours", CrowdSimulation.Ours, crowd),
            ("ours, weak gates", CrowdSimulation.Ours, weak),
            ("ours, all spam plausible", CrowdSimulation.Ours, crowd with { PlausibleShare = 1 }),
            ("ours, sybils unlinked", CrowdSimulation.Ours, crowd with { SybilsLinked = false }),
            ("ours, ring unlinked", CrowdSimulation.Ours, crowd with { RingLinked = false }),
            ("ours, 50 sybils unlinked, all plausible", CrowdSimulation.Ours, crowd with { Sybils = 50, SybilsLinked = false, PlausibleShare = 1 }),
            ("ours, half as much honest work again", CrowdSimulation.Ours, crowd with { HonestDemand = 1.5 }),
            ("ours, no quotas", CrowdSimulation.Ours, crowd with { HasQuotas = false }),
        };
        foreach (var (name, run, settings) in cases)
        {
            Progress.Say($"datanets/crowd: {name}");
            var results = new CrowdResult[Seeds];
            Parallel.For(0, Seeds, seed => results[seed] = run(settings with { Seed = seed + 1 }));
            foreach (var (figure, value, unit) in Figures(results))
            {
                yield return new Figure(string.Create(CultureInfo.InvariantCulture, $"datanets/crowd/{name}/{figure}"), value, unit, null, null);
            }
        }
    }

    private static IEnumerable<(string Name, double Value, string Unit)> Figures(CrowdResult[] results) =>
    [
        ("precision", results.Average(result => result.Precision), "share"),
        ("precision, least of the seeds", results.Min(result => result.Precision), "share"),
        ("good to other", results.Average(result => result.SignalToNoise), "to 1"),
        ("accepted", results.Average(result => result.Accepted), "entries"),
        ("spam accepted", results.Average(result => result.SpamAccepted), "entries"),
        ("spam among accepted", results.Average(result => result.SpamShare), "share"),
        ("ring junk accepted", results.Average(result => result.RingAccepted), "entries"),
        ("sleeper poison accepted", results.Average(result => result.SleeperAccepted), "entries"),
        ("review time on junk", results.Average(result => result.JunkReview), "share"),
        ("reviews a decision", results.Average(result => result.ReviewsPerDecision), ""),
        ("newcomer's first decision", results.Average(result => result.NewcomerDays), "days"),
        ("newcomers never answered", results.Average(result => result.NewcomersWithout), ""),
        ("first decision", results.Average(result => result.HonestDays), "days"),
        ("good entries accepted", results.Average(result => result.GoodAccepted), "share"),
        ("honest accounts frozen", results.Average(result => result.HonestFrozen), ""),
        ("honest accounts frozen, most of the seeds", results.Max(result => result.HonestFrozen), ""),
        ("backlog at the end", results.Average(result => result.Backlog), "entries"),
        ("longest line of the last ten days", results.Average(result => result.BacklogDays), "days"),
    ];
}
