using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Evaluations;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>
/// The gates of each Datanet, filled with its entries from the store when somebody first asks; they live in memory and forget nothing until
/// the studio ends.
/// </summary>
internal sealed class GateShelf(IDbContextFactory<StudioContext> contexts) : IDisposable
{
    /// <summary>Half of the machine: whoever works at this moment keeps the other half.</summary>
    private static readonly int Threads = Math.Clamp(Environment.ProcessorCount / 2, 1, 8);

    /// <summary>States whose entries nobody should be compared with: what was never handed in, and what is gone.</summary>
    internal static readonly string[] NotCompared =
        [nameof(EntryState.Draft), nameof(EntryState.Declined), nameof(EntryState.Abuse), nameof(EntryState.Withdrawn), nameof(EntryState.Tombstoned)];

    private readonly ConcurrentDictionary<string, Lazy<Task<Preflight>>> _filled = new(StringComparer.Ordinal);

    /// <summary>Whether a state is one whose entries others are compared with.</summary>
    public static bool IsCompared(EntryState state) => !NotCompared.Contains(state.ToString());

    /// <summary>The gates of a Datanet, once its entries are read; a hundred thousand take some seconds.</summary>
    public Task<Preflight> OfAsync(Datanet datanet) => OfAsync(datanet.Id, datanet.Card.Gates);

    public async Task<Preflight> OfAsync(string datanetId, GateRules rules)
    {
        var filling = _filled.GetOrAdd(datanetId, id => new Lazy<Task<Preflight>>(() => Task.Run(() => Fill(id, rules))));
        try
        {
            return await filling.Value;
        }
        catch (Exception)
        {
            // What failed once (the store was busy, the disk full) is tried anew when somebody asks again.
            _filled.TryRemove(KeyValuePair.Create(datanetId, filling));
            throw;
        }
    }

    /// <summary>Looks again for what so many entries of a Datanet share that it is no one's own, where enough came one by one since the last time.</summary>
    public void Renew(CancellationToken cancellation)
    {
        foreach (var gates in _filled.Keys.Select(Ready).OfType<Preflight>().Where(gates => gates.IsRenewalDue))
        {
            gates.Renew(Threads, cancellation);
        }
    }

    /// <summary>From now on the gates ask by these rules; where entries are looked up otherwise, the gates are filled anew when somebody asks.</summary>
    public void Take(string datanetId, GateRules rules)
    {
        if (Ready(datanetId) is { } gates && gates.Rules.Duplicates == rules.Duplicates && gates.Rules.ContaminationWords == rules.ContaminationWords)
        {
            gates.Rules = rules;
        }
        else
        {
            _filled.TryRemove(datanetId, out _);
        }
    }

    /// <summary>The evaluation sets of a Datanet are others: its gates look for these from now on.</summary>
    public void TakeEvaluations(string datanetId)
    {
        if (Ready(datanetId) is { } gates)
        {
            using var context = contexts.CreateDbContext();
            gates.Evaluations = EvaluationShelf.Index(context, datanetId, gates.Rules.ContaminationWords);
        }
        else
        {
            _filled.TryRemove(datanetId, out _);
        }
    }

    /// <summary>An entry stands somewhere else: it can be found from now on, or no more.</summary>
    public void Tell(string datanetId, EntryId id, EntryContent content, EntryState state)
    {
        if (Ready(datanetId) is not { } gates)
        {
            // Whoever fills them meanwhile may have missed it: they are filled anew when somebody asks.
            _filled.TryRemove(datanetId, out _);
        }
        else if (IsCompared(state))
        {
            gates.Add(id, content);
        }
        else
        {
            gates.Remove(id);
        }
    }

    /// <summary>An entry is gone: it is found no more.</summary>
    public void Forget(string datanetId, EntryId id)
    {
        if (Ready(datanetId) is { } gates)
        {
            gates.Remove(id);
        }
        else
        {
            _filled.TryRemove(datanetId, out _);
        }
    }

    public void Dispose()
    {
        foreach (var gates in _filled.Keys.Select(Ready).OfType<Preflight>())
        {
            gates.Dispose();
        }
    }

    private Preflight? Ready(string datanetId) =>
        _filled.TryGetValue(datanetId, out var filling) && filling is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? filling.Value.Result : null;

    private Preflight Fill(string datanetId, GateRules rules)
    {
        using var context = contexts.CreateDbContext();
        var gates = new Preflight(rules, EvaluationShelf.Index(context, datanetId, rules.ContaminationWords));
        try
        {
            gates.AddAll(Entries(context, datanetId), Threads, CancellationToken.None);
            return gates;
        }
        catch
        {
            gates.Dispose();
            throw;
        }
    }

    private static IEnumerable<(EntryId Id, EntryContent Content)> Entries(StudioContext context, string datanetId)
    {
        foreach (var entry in context.Entries.AsNoTracking()
            .Where(entry => entry.DatanetId == datanetId && entry.DeletedAt == null && !NotCompared.Contains(entry.State))
            .OrderBy(entry => entry.Id).Select(entry => new { entry.Id, entry.Content }).AsEnumerable())
        {
            if (EntryId.TryParse(entry.Id) is { } id)
            {
                yield return (id, StoredEntry.Read(entry.Content));
            }
        }
    }
}
