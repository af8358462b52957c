using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace OpenLedger.Studio.Tests.Datanets.Health;

/// <summary>A Datanet as a crowd leaves it after months; with <c>OPENLEDGER_LONG=1</c> a hundred thousand entries.</summary>
public sealed class HealthSpeedTests
{
    private const int Week = 7 * 24 * 60 * 60 * 1000;

    [Fact]
    public async Task Health_OfManyEntries_IsCountedWithoutReadingThem()
    {
        var isLong = Environment.GetEnvironmentVariable("OPENLEDGER_LONG") == "1";
        var many = isLong ? 100_000 : 2_000;
        using var house = await HealthHouse.OpenAsync();
        Fill(house, many);
        var timer = Stopwatch.StartNew();

        var health = (await house.Desk.OfAsync(house.Owner, house.Id))!;

        var first = timer.Elapsed;
        house.Clock.Move(TimeSpan.FromMinutes(1));
        timer.Restart();
        await house.Desk.OfAsync(house.Owner, house.Id);
        var again = timer.Elapsed;
        timer.Restart();
        await house.Desk.OfAsync(house.Owner, house.Id);
        var remembered = timer.Elapsed;

        TestContext.Current.TestOutputHelper?.WriteLine($"{many} entries: {first.TotalMilliseconds:0} ms, again {again.TotalMilliseconds:0} ms, remembered {remembered.TotalMilliseconds:0} ms");
        Assert.Equal(many, health.Reviewing!.Weeks.Sum(week => week.First) + (many / 10));
        Assert.Equal(many / 10, health.Queue.Waiting);
        Assert.Equal(many, health.Reviewing.Agreement.Texts);
        Assert.True(again < TimeSpan.FromSeconds(5), $"{again}");
        Assert.True(remembered < again, "it is counted anew for each look");
    }

    /// <summary>Nine of ten are decided within twelve weeks, the others wait; each has two reviews and a text of a kilobyte.</summary>
    private static void Fill(HealthHouse house, int many) => house.Datanets.People.House.Queue.Write(context =>
    {
        var (id, author, reviewer, now) = (house.Id, house.Author.Id, house.Reviewers[0].Id, house.Clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMillisecond);
        context.Database.ExecuteSql($"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {many})
            INSERT INTO "Entries" ("Id", "DatanetId", "AuthorId", "State", "Category", "Revision", "Content", "ContentHash", "CreatedAt", "UpdatedAt", "QueuedAt", "PolicyVersion", "Order", "Card")
            SELECT 'e' || i, {id}, {author} || (i % 500), CASE i % 10 WHEN 0 THEN 'Queued' WHEN 1 THEN 'NeedsChanges' ELSE 'Accepted' END, 'Knots', 1, hex(zeroblob(500)), hex(i), {now} - i, {now} - i, CASE i % 10 WHEN 0 THEN {now} - i END, 1, i, hex(zeroblob(200)) FROM n
            """);
        context.Database.ExecuteSql($"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {many})
            INSERT INTO "EntryMilestones" ("DatanetId", "EntryId", "Kind", "At", "Outcome", "Revision", "Waited")
            SELECT {id}, 'e' || i, k.kind, {now} - (i % 11) * {Week}, CASE i % 10 WHEN 1 THEN 'NeedsChanges' ELSE 'Accepted' END, 1, i * 1000
            FROM n, (SELECT 'HandedIn' AS kind UNION ALL SELECT 'Reviewed' UNION ALL SELECT 'Decided') AS k WHERE k.kind <> 'Decided' OR i % 10 > 0
            """);
        context.Database.ExecuteSql($"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < 2 * {many})
            INSERT INTO "Reviews" ("Id", "DatanetId", "EntryId", "Revision", "ReviewerId", "Verdict", "Content", "At", "IsDecision")
            SELECT 'r' || i, {id}, 'e' || (i / 2), 1, {reviewer} || (i % 40), CASE WHEN i % 9 = 0 THEN 'NeedsChanges' ELSE 'Accept' END, '[]', {now} - (i % 11) * {Week}, 0 FROM n
            """);
    });
}
