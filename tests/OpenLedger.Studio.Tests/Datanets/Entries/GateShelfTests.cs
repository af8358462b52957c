using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Datanets.Known;

namespace OpenLedger.Studio.Tests.Datanets.Entries;

/// <summary>The gates of a Datanet as the studio fills and keeps them.</summary>
public sealed class GateShelfTests : IDisposable
{
    private const int Calls = 120;

    private static readonly string[] Things = ["lantern", "harbour", "anchor", "violin", "glacier", "orchard", "saddle", "printer", "pepper", "balcony", "tunnel", "meadow", "curtain", "planet", "kettle", "ladder", "pigeon", "museum", "copper", "thunder"];

    private static readonly char[] Letters = [.. "abcdefghijklmnoprstuvw"];

    /// <summary>What stands before every question of a Datanet of tool calls: over a thousand words.</summary>
    private static readonly string Header = string.Join(' ', Enumerable.Range(0, 150).Select(number => $"The tool called {Things[number % 20]}_{number} takes a {Things[(number * 7 + 3) % 20]}."));

    private readonly KnownHouse _house = new();

    private GateShelf Shelf => _house.Datanets.Gates;

    public void Dispose() => _house.Dispose();

    /// <summary>After a start of the studio.</summary>
    [Fact]
    public async Task Filled_WithToolCalls_ComparesWhatIsTheirOwn()
    {
        await _house.MakeAsync();
        for (var number = 0; number < Calls; number++)
        {
            Put(number);
        }

        var gates = await GatesAsync();

        Assert.Equal(Calls, gates.Count);
        Assert.DoesNotContain(gates.Check(Call(Calls + 1)), finding => finding.Rule == GateRule.NearCopy && finding.Severity == Severity.Flag);
        Assert.Contains(gates.Check(Call(7, " please")), finding => finding.Rule is GateRule.NearCopy or GateRule.Copy);
    }

    /// <summary>While they come one by one.</summary>
    [Fact]
    public async Task Renewed_AfterToolCallsCameOneByOne_ComparesWhatIsTheirOwn()
    {
        await _house.MakeAsync();
        var gates = await GatesAsync();
        for (var number = 0; number < Calls; number++)
        {
            Shelf.Tell(_house.Id, Id(number), Call(number), EntryState.Accepted);
        }

        Assert.Contains(gates.Check(Call(Calls + 1)), finding => finding.Rule == GateRule.NearCopy && finding.Severity == Severity.Flag);
        Assert.True(gates.IsRenewalDue);

        Shelf.Renew(TestContext.Current.CancellationToken);

        Assert.False(gates.IsRenewalDue);
        Assert.DoesNotContain(gates.Check(Call(Calls + 1)), finding => finding.Rule == GateRule.NearCopy && finding.Severity == Severity.Flag);
    }

    [Fact]
    public async Task Filling_ThatFailed_IsTriedAgain()
    {
        await _house.MakeAsync();
        Put(1);
        var store = new BreakingStore(_house.Datanets.People.House.Contexts) { IsBroken = true };
        using var shelf = new GateShelf(store);
        var datanet = _house.Datanets.Datanets.Find(_house.Owner, _house.Id)!;

        await Assert.ThrowsAsync<IOException>(() => shelf.OfAsync(datanet));
        store.IsBroken = false;

        Assert.Equal(1, (await shelf.OfAsync(datanet)).Count);
    }

    private static EntryContent Call(int number, string more = "")
    {
        var random = new Random(number);
        string Some() => string.Join(' ', Enumerable.Range(0, 7).Select(_ => new string(random.GetItems(Letters, 6))));
        return EntryContent.PromptResponse($"{Header}\nWhere does one find the {Some()}?{more}", $"One asks for the {Some()}.");
    }

    private static EntryId Id(int number) => EntryId.Create(DateTimeOffset.UnixEpoch.AddSeconds(number), BitConverter.GetBytes(number).Concat(new byte[EntryId.ChanceBytes]).Take(EntryId.ChanceBytes).ToArray());

    private Task<Preflight> GatesAsync() => Shelf.OfAsync(_house.Datanets.Datanets.Find(_house.Owner, _house.Id)!);

    private void Put(int number)
    {
        var entry = _house.Put(1, EntryState.Accepted)[0];
        _house.Datanets.People.House.Queue.Write(context => context.Entries.Find(entry)!.Content = StoredEntry.Write(Call(number)));
    }

    /// <summary>A store that cannot be opened for a while.</summary>
    private sealed class BreakingStore(IDbContextFactory<StudioContext> contexts) : IDbContextFactory<StudioContext>
    {
        public bool IsBroken { get; set; }

        public StudioContext CreateDbContext() => IsBroken ? throw new IOException("The disk is away.") : contexts.CreateDbContext();
    }
}
