using System.Globalization;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>Days in the life of a Datanet, hour by hour, from a seed.</summary>
internal sealed class CrowdSimulation(CrowdSettings settings)
{
    private const int HoursOfADay = 24;
    private const int HoursOfWork = 6;
    private const double Revises = 0.85;
    private const double Appeals = 0.5;
    private const int LongestRevisionHours = 24;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _chance = new(settings.Seed);
    private readonly List<CrowdEntry> _entries = [];
    private readonly Dictionary<int, List<CrowdEntry>> _revisions = [];
    private int _written;

    /// <summary>Runs it under the library's rules.</summary>
    public static CrowdResult Ours(CrowdSettings settings) => new CrowdSimulation(settings).Run((authors, reviewers, chance) => new CrowdOurHouse(settings, authors, reviewers, chance));

    public CrowdResult Run(Func<IReadOnlyList<CrowdAuthor>, IReadOnlyList<CrowdReviewer>, Random, CrowdHouse> open)
    {
        var authors = Authors().ToList();
        var house = open(authors, [.. Reviewers()], new Random(settings.Seed + 1));
        var backlogs = new List<int>();
        for (var day = 0; day < settings.Days; day++)
        {
            house.BeginDay(day, Start.AddDays(day));
            var plan = Plan(authors, day);
            for (var hour = 0; hour < HoursOfADay; hour++)
            {
                Hour(house, plan[hour], day, hour);
            }

            backlogs.Add(house.Backlog);
        }

        return CrowdResult.Of(house, authors, _entries, backlogs);
    }

    private IEnumerable<CrowdAuthor> Authors()
    {
        var kinds = new[]
        {
            (CrowdKind.Skilled, settings.Skilled), (CrowdKind.Newcomer, settings.Newcomers), (CrowdKind.Lazy, settings.Lazy), (CrowdKind.Spammer, settings.Spammers),
            (CrowdKind.ModelSpammer, settings.ModelSpammers), (CrowdKind.Sybil, settings.Sybils), (CrowdKind.Ring, settings.Ring), (CrowdKind.Sleeper, settings.Sleepers),
        };
        foreach (var (kind, count) in kinds)
        {
            for (var number = 0; number < count; number++)
            {
                // Newcomers come over the first half of the time.
                var joins = kind == CrowdKind.Newcomer ? number * settings.Days / 2 / count : 0;
                yield return new CrowdAuthor(string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:d3}"), kind, joins);
            }
        }
    }

    private IEnumerable<CrowdReviewer> Reviewers()
    {
        for (var number = 0; number < settings.Reviewers; number++)
        {
            // A normal of mean 0.88 and deviation 0.05 (Box and Muller), kept between 0.70 and 0.98.
            var normal = Math.Sqrt(-2 * Math.Log(1 - _chance.NextDouble())) * Math.Cos(2 * Math.PI * _chance.NextDouble());
            yield return new CrowdReviewer($"reviewer-{number}", $"reviewer-{number}", CrowdManner.Careful, Math.Clamp(0.88 + (0.05 * normal), 0.70, 0.98), 60);
        }

        for (var number = 0; number < settings.LazyReviewers; number++)
        {
            yield return new CrowdReviewer($"lazy-{number}", $"lazy-{number}", CrowdManner.Lazy, 0.5, 100);
        }
    }

    private List<CrowdAuthor>[] Plan(List<CrowdAuthor> authors, int day)
    {
        var plan = Enumerable.Range(0, HoursOfADay).Select(_ => new List<CrowdAuthor>()).ToArray();
        foreach (var author in authors)
        {
            var wishes = author.WantsOn(day) * (author.IsHonest ? settings.HonestDemand : 1);
            for (var wish = 0; wish < wishes; wish++)
            {
                plan[_chance.Next(HoursOfADay)].Add(author);
            }
        }

        return plan;
    }

    private void Hour(CrowdHouse house, List<CrowdAuthor> wishes, int day, int hour)
    {
        var at = Start.AddDays(day).AddHours(hour);
        foreach (var entry in _revisions.Remove((day * HoursOfADay) + hour, out var due) ? due : [])
        {
            Revise(house, entry, at);
        }

        foreach (var author in wishes)
        {
            Submit(house, author, day, at);
        }

        Review(house, hour, at);
        house.EndHour(hour, at);
        Answer(house, day, hour, at);
    }

    private void Submit(CrowdHouse house, CrowdAuthor author, int day, DateTimeOffset at)
    {
        var entry = author.Write(string.Create(CultureInfo.InvariantCulture, $"e{_written++:d7}"), day, settings, _chance);
        var blocks = entry.IsBlatant ? settings.WeakGates ? 0.30 : 0.95 : settings.WeakGates ? 0 : entry.Quality is CrowdQuality.Junk or CrowdQuality.Poor ? 0.05 : 0.002;

        // What a gate hands back costs nothing; whoever is refused keeps it as a draft, and writes another day.
        if (_chance.NextDouble() < blocks || !house.Takes(author, at))
        {
            return;
        }

        entry.SubmittedAt = at;
        _entries.Add(entry);
        house.Submit(entry, at);
    }

    private static void Review(CrowdHouse house, int hour, DateTimeOffset at)
    {
        var most = house.Reviewers.Max(reviewer => Share(reviewer));
        for (var turn = 0; turn < most; turn++)
        {
            for (var place = 0; place < house.Reviewers.Count; place++)
            {
                // Everyone works six hours a day, spread around the clock.
                if (((hour + (place * 5)) % HoursOfADay) < HoursOfWork && turn < Share(house.Reviewers[place]))
                {
                    house.Review(house.Reviewers[place], at);
                }
            }
        }

        static int Share(CrowdReviewer reviewer) => (reviewer.PerDay + HoursOfWork - 1) / HoursOfWork;
    }

    /// <summary>What authors do about entries that came back: most of the well-meant are revised, the others taken back; good ones that were declined are appealed by half.</summary>
    private void Answer(CrowdHouse house, int day, int hour, DateTimeOffset at)
    {
        while (house.HandedBack.TryDequeue(out var entry))
        {
            if (entry.Quality == CrowdQuality.Junk || _chance.NextDouble() >= Revises)
            {
                house.Withdraw(entry, at);
                continue;
            }

            var when = (day * HoursOfADay) + hour + 2 + _chance.Next(LongestRevisionHours - 1);
            if (!_revisions.TryGetValue(when, out var due))
            {
                _revisions[when] = due = [];
            }

            due.Add(entry);
        }

        while (house.Declined.TryDequeue(out var entry))
        {
            if (entry.Quality == CrowdQuality.Good && _chance.NextDouble() < Appeals)
            {
                house.Appeal(entry, at);
            }
        }
    }

    private void Revise(CrowdHouse house, CrowdEntry entry, DateTimeOffset at)
    {
        var becomesGood = entry.Quality switch { CrowdQuality.Good => 1, CrowdQuality.Fixable => 0.85, _ => 0.30 };
        if (_chance.NextDouble() < becomesGood)
        {
            entry.Quality = CrowdQuality.Good;
        }

        if (!house.Revise(entry, at))
        {
            house.Withdraw(entry, at);
        }
    }
}
