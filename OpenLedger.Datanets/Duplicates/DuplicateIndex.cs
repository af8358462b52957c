using System.Collections.Concurrent;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// Finds the near-copies of an entry among a million others: signatures (MinHash) propose, the exact comparison of shingles decides, and
/// nothing is ever joined into clusters: a pair is shown side by side, never deleted. Many threads may ask while one adds.
/// </summary>
public sealed class DuplicateIndex : IDisposable
{
    private const int PreparedAtOnce = 4096;

    private readonly ReaderWriterLockSlim _lock = new();
    private readonly DuplicateOptions _options;
    private readonly IndexTables _tables;
    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly PhraseCounter _phrases = new();
    private readonly ParallelOptions _alone = new() { MaxDegreeOfParallelism = 1 };
    private Templates _templates = Templates.None;
    private int _entriesAtRenewal;

    // True while entries are signed by other templates than the present ones: from a renewal's beginning to its end, however it ends.
    private bool _isOutdated;

    /// <summary>An empty index.</summary>
    public DuplicateIndex(DuplicateOptions? options = null)
    {
        _options = options ?? new DuplicateOptions();
        _tables = new IndexTables(_options);
    }

    /// <summary>How many entries can be found.</summary>
    public int Count => _tables.Live;

    /// <summary>True where the index has doubled since it last looked for templates, or that was cut short, and <see cref="Renew"/> is due.</summary>
    public bool IsRenewalDue => _isOutdated || _phrases.Entries >= 2 * Math.Max(_entriesAtRenewal, _options.LeastTemplateEntries / 2);

    /// <summary>What is like an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="except">The entry whose new revision this is, if any.</param>
    public DuplicateAnswer Find(CanonicalEntry entry, EntryId? except = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var workspace = Rent();
        _lock.EnterReadLock();
        try
        {
            var itself = except is { } id ? _tables.PlaceOf(id) : -1;
            var same = _tables.PlaceOf(entry.Hash);
            if (same >= 0 && same != itself)
            {
                return new DuplicateAnswer([new DuplicateMatch(_tables.IdOf(same), MatchKind.Same, 1, 1)], 0, false);
            }

            workspace.Take(ComparedText.Of(entry), _templates);
            workspace.Sign();
            return workspace.Find(itself);
        }
        finally
        {
            _lock.ExitReadLock();
            _workspaces.Add(workspace);
        }
    }

    /// <summary>The entry with exactly this content under another id, if there is one.</summary>
    public DuplicateMatch? HasCopy(ContentHash content, EntryId except)
    {
        _lock.EnterReadLock();
        try
        {
            var same = _tables.PlaceOf(content);
            return same >= 0 && _tables.IdOf(same) != except ? new DuplicateMatch(_tables.IdOf(same), MatchKind.Same, 1, 1) : null;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Lets an entry be found from now on; a revision takes the place of what was there under the same id.</summary>
    public void Add(EntryId id, CanonicalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var workspace = Rent();
        _lock.EnterWriteLock();
        try
        {
            RemoveLocked(id);
            var prepared = PreparedEntry.Of(entry);
            var place = _tables.Keep(id, prepared);
            _phrases.Add([prepared.Slots], _alone);
            _tables.Name(place, id);
            workspace.Take(prepared.Text, _templates);
            workspace.Sign();
            _tables.Sign(place, workspace.Minima);
            _tables.KeepOwn(place, workspace.Own);
            _tables.Link(place);
        }
        finally
        {
            _lock.ExitWriteLock();
            _workspaces.Add(workspace);
        }
    }

    /// <summary>
    /// Adds many entries at once with several threads and tells the pairs that they make among themselves and with those that were there,
    /// exact copies included. The pairs follow from the entries and their ids, whatever the order in which they come and the number of
    /// threads. Of exact copies only the one with the least id is kept.
    /// </summary>
    public IReadOnlyList<DuplicatePair> AddAll(IEnumerable<(EntryId Id, CanonicalEntry Entry)> entries, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _lock.EnterWriteLock();
        var firstNew = _tables.Count;
        var replaced = new List<int>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            var copies = new List<(EntryId Id, int Place)>();
            foreach (var batch in entries.Chunk(PreparedAtOnce))
            {
                KeepAll(batch, copies, replaced, parallel);
            }

            var pairs = NameAll(firstNew, copies);
            pairs.AddRange(Build(firstNew, threads, cancellationToken));
            return pairs;
        }
        catch
        {
            // What came before the break is not half there, and what it replaced is there again.
            for (var place = firstNew; place < _tables.Count; place++)
            {
                _tables.Remove(place);
            }

            replaced.Where(place => place < firstNew).ToList().ForEach(_tables.Restore);
            LinkAgain();
            throw;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Forgets an entry that was withdrawn or declined.</summary>
    public void Remove(EntryId id)
    {
        _lock.EnterWriteLock();
        try
        {
            RemoveLocked(id);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>
    /// Looks again for what so many entries share that it is no one's own, and signs all entries anew where that has changed. That takes about
    /// as long as adding all of them, and whoever asks meanwhile waits.
    /// </summary>
    public void Renew(int threads, CancellationToken cancellationToken)
    {
        _lock.EnterWriteLock();
        try
        {
            Build(_tables.Count, threads, cancellationToken);
        }
        catch
        {
            LinkAgain();
            throw;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private void KeepAll((EntryId Id, CanonicalEntry Entry)[] batch, List<(EntryId Id, int Place)> copies, List<int> replaced, ParallelOptions parallel)
    {
        var prepared = new PreparedEntry[batch.Length];
        Parallel.For(0, batch.Length, parallel, at => prepared[at] = PreparedEntry.Of(batch[at].Entry));
        var slots = new List<int[]>(batch.Length);
        for (var at = 0; at < batch.Length; at++)
        {
            var id = batch[at].Id;
            if (RemoveLocked(id) is var before and >= 0)
            {
                replaced.Add(before);
            }

            if (_tables.PlaceOf(prepared[at].Content) is var place and >= 0)
            {
                copies.Add((id, place));
            }
            else
            {
                _tables.Keep(id, prepared[at]);
                slots.Add(prepared[at].Slots);
            }
        }

        _phrases.Add(slots, parallel);
    }

    /// <summary>Gives new entries their ids: of copies the least. Tells each copy beside the one that is kept.</summary>
    private List<DuplicatePair> NameAll(int firstNew, List<(EntryId Id, int Place)> copies)
    {
        var least = new Dictionary<int, EntryId>();
        foreach (var (id, place) in copies.Where(copy => copy.Place >= firstNew))
        {
            least[place] = least.TryGetValue(place, out var known) && known < id ? known : id < _tables.IdOf(place) ? id : _tables.IdOf(place);
        }

        var pairs = new List<DuplicatePair>(copies.Count);
        foreach (var (id, place) in copies)
        {
            var kept = least.GetValueOrDefault(place, _tables.IdOf(place));
            pairs.Add(new DuplicatePair(id == kept ? _tables.IdOf(place) : id, kept, MatchKind.Same, 1, 1));
        }

        for (var place = firstNew; place < _tables.Count; place++)
        {
            _tables.Name(place, least.GetValueOrDefault(place, _tables.IdOf(place)));
        }

        return pairs;
    }

    private List<DuplicatePair> Build(int firstNew, int threads, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsRenewalDue)
        {
            _entriesAtRenewal = _phrases.Entries;
            var templates = _phrases.Frequent(_options);
            _isOutdated |= !templates.SameAs(_templates);
            _templates = templates;
        }

        var first = _isOutdated ? 0 : firstNew;
        if (first == 0)
        {
            _tables.UnlinkAll();
        }

        var builder = new IndexBuilder(_tables, _options, _templates, threads, cancellationToken);
        var entries = Enumerable.Range(first, _tables.Count - first).Where(entry => !_tables.IsRemoved(entry)).OrderBy(_tables.IdOf).ToArray();
        builder.Sign(entries);
        var pairs = builder.Link(entries, firstNew);
        _isOutdated = false;
        return pairs;
    }

    /// <summary>Where a renewal was cut short, entries are found by the signatures that they have; the next renewal begins again.</summary>
    private void LinkAgain()
    {
        if (_isOutdated)
        {
            _tables.UnlinkAll();
            Enumerable.Range(0, _tables.Count).Where(entry => !_tables.IsRemoved(entry)).ToList().ForEach(_tables.Link);
        }
    }

    /// <summary>Forgets the entry with an id and says which number it had; -1 where there is none.</summary>
    private int RemoveLocked(EntryId id)
    {
        var place = _tables.PlaceOf(id);
        if (place >= 0)
        {
            _tables.Remove(place);
        }

        return place;
    }

    private Workspace Rent() => _workspaces.TryTake(out var workspace) ? workspace : new Workspace(_options, _tables);
}
