using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Tests.Store;

public class WriteQueueTests
{
    [Fact]
    public async Task Changes_OfManyAtOnce_AreAllThere()
    {
        using var house = new StoreHouse();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => house.Queue.WriteAsync(context => context.Audit.Add(new AuditRow { Action = $"test.{i}" })))));

        Assert.Equal(500, house.Read(context => context.Audit.Select(row => row.Action).Distinct().Count()));
    }

    [Fact]
    public async Task ChangeThatFails_TakesBackItselfAlone()
    {
        using var house = new StoreHouse();
        var before = house.Queue.WriteAsync(context => context.Settings.Add(new SettingRow { Key = "a", Value = "1" }));
        var failing = house.Queue.WriteAsync(context =>
        {
            context.Settings.Add(new SettingRow { Key = "b", Value = "2" });
            context.SaveNow();
            throw new InvalidOperationException("changed my mind");
        });
        var twice = house.Queue.WriteAsync(context => context.Settings.Add(new SettingRow { Key = "a", Value = "3" }));
        var after = house.Queue.WriteAsync(context => context.Settings.Add(new SettingRow { Key = "c", Value = "4" }));

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        await Assert.ThrowsAsync<DbUpdateException>(() => twice);
        await before;
        await after;

        Assert.Equal(["a=1", "c=4"], house.Read(context => context.Settings.OrderBy(row => row.Key).Select(row => row.Key + "=" + row.Value).ToList()));
    }

    [Fact]
    public void ContextFromTheFactory_DoesNotWriteByItself()
    {
        using var house = new StoreHouse();
        using var context = house.Contexts.CreateDbContext();
        context.Settings.Add(new SettingRow { Key = "a", Value = "1" });

        Assert.Throws<InvalidOperationException>(() => context.SaveChanges());
    }

    [Fact]
    public async Task Times_AreKeptToTheMillisecond_AndSorted()
    {
        using var house = new StoreHouse();
        var late = new DateTimeOffset(2026, 11, 25, 3, 0, 0, 123, TimeSpan.FromHours(5));
        await house.Queue.WriteAsync(context => context.Audit.AddRange(new AuditRow { Action = "late", At = late }, new AuditRow { Action = "early", At = late.AddSeconds(-1) }));

        Assert.Equal(["early", "late"], house.Read(context => context.Audit.OrderBy(row => row.At).Select(row => row.Action).ToList()));
        Assert.Equal(late.ToUniversalTime(), house.Read(context => context.Audit.Single(row => row.Action == "late").At));
    }
}
