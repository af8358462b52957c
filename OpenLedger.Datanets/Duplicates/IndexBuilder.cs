using System.Collections.Concurrent;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// Signs and links many entries with several threads. Each band is walked and linked by one thread in the order of the ids, so what is found
/// depends neither on the number of threads nor on the order in which entries came.
/// </summary>
internal sealed class IndexBuilder(IndexTables tables, DuplicateOptions options, Templates templates, int threads, CancellationToken cancellationToken)
{
    private const int SliceSize = 1 << 15;
    private const int SignedAtOnce = 1 << 8;
    private const int Ahead = 64;

    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };

    /// <summary>Makes the signatures of these entries.</summary>
    public void Sign(int[] entries)
    {
        var owns = new ComparedText?[entries.Length];
        var ranges = (entries.Length + SignedAtOnce - 1) / SignedAtOnce;
        Parallel.For(0, ranges, _parallel, range =>
        {
            var workspace = Rent();
            for (var at = range * SignedAtOnce; at < Math.Min((range + 1) * SignedAtOnce, entries.Length); at++)
            {
                workspace.Take(entries[at], templates);
                workspace.Sign();
                tables.Sign(entries[at], workspace.Minima);
                owns[at] = workspace.Own;
            }

            _workspaces.Add(workspace);
        });

        for (var at = 0; at < entries.Length; at++)
        {
            tables.KeepOwn(entries[at], owns[at]);
        }
    }

    /// <summary>Links entries, which must be in the order of their ids, and tells the pairs that each makes with those linked before.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="firstNew">Pairs of two entries below this number are known already.</param>
    public List<DuplicatePair> Link(int[] entries, int firstNew)
    {
        var pairs = new List<DuplicatePair>();
        for (var start = 0; start < entries.Length; start += SliceSize)
        {
            var slice = new ArraySegment<int>(entries, start, Math.Min(SliceSize, entries.Length - start));
            pairs.AddRange(Verify(slice, Collect(slice, firstNew)));
        }

        return pairs;
    }

    /// <summary>For each entry of the slice (high half, its place in the slice) the candidates (low half), sorted and each once.</summary>
    private ulong[] Collect(ArraySegment<int> slice, int firstNew)
    {
        var found = new List<ulong>[threads];
        Parallel.For(0, threads, _parallel, thread =>
        {
            found[thread] = [];
            for (var band = thread; band < tables.Bands.Length; band += threads)
            {
                CollectBand(tables.Bands[band], slice, firstNew, found[thread]);
            }
        });

        CollectBlock(tables.Prompts, slice, firstNew, found[0]);
        CollectBlock(tables.Responses, slice, firstNew, found[^1]);
        var all = found.SelectMany(list => list).ToArray();
        Array.Sort(all);
        return [.. all.Distinct()];
    }

    private void CollectBand(BandTable band, ArraySegment<int> slice, int firstNew, List<ulong> found)
    {
        for (var at = 0; at < slice.Count; at++)
        {
            if (at % Ahead == 0)
            {
                band.Touch(slice.Slice(at, Math.Min(Ahead, slice.Count - at)));
            }

            var entry = slice[at];
            var signature = tables.Signatures.Of(entry);
            var (seen, kept) = (0, 0);
            for (var other = band.First(band.KeyOf(entry)); other >= 0 && seen < options.BucketCap && kept < options.KeptOfABucket; other = band.Next(other))
            {
                seen++;
                if (IsAsked(entry, other, firstNew) && tables.Signatures.IsWorthReading(other, signature))
                {
                    kept++;
                    found.Add(((ulong)at << 32) | (uint)other);
                }
            }

            band.Link(entry);
        }
    }

    private void CollectBlock(BandTable block, ArraySegment<int> slice, int firstNew, List<ulong> found)
    {
        for (var at = 0; at < slice.Count; at++)
        {
            var entry = slice[at];
            var seen = 0;
            for (var other = block.First(block.KeyOf(entry)); other >= 0 && seen < options.BlockCap; other = block.Next(other))
            {
                seen++;
                if (IsAsked(entry, other, firstNew))
                {
                    found.Add(((ulong)at << 32) | (uint)other);
                }
            }

            block.Link(entry);
        }
    }

    private bool IsAsked(int entry, int other, int firstNew) => !tables.IsRemoved(other) && (entry >= firstNew || other >= firstNew);

    private IEnumerable<DuplicatePair> Verify(ArraySegment<int> slice, ulong[] candidates)
    {
        var groups = Groups(candidates);
        var results = new List<DuplicateMatch>[groups.Count];
        Parallel.For(0, groups.Count, _parallel, group =>
        {
            var (start, end) = groups[group];
            var workspace = Rent();
            var entry = slice[(int)(candidates[start] >> 32)];
            workspace.TakeSigned(entry);
            results[group] = workspace.Judge(workspace.MostAlike(Array.ConvertAll(candidates[start..end], pair => (int)(uint)pair), tables.Signatures.Of(entry)));
            _workspaces.Add(workspace);
        });

        for (var group = 0; group < groups.Count; group++)
        {
            var id = tables.IdOf(slice[(int)(candidates[groups[group].Start] >> 32)]);
            foreach (var match in results[group].Take(options.MostMatches))
            {
                yield return new DuplicatePair(id, match.Id, match.Kind, match.Jaccard, match.Containment);
            }
        }
    }

    private static List<(int Start, int End)> Groups(ulong[] candidates)
    {
        var groups = new List<(int, int)>();
        for (var start = 0; start < candidates.Length;)
        {
            var end = start + 1;
            while (end < candidates.Length && candidates[end] >> 32 == candidates[start] >> 32)
            {
                end++;
            }

            groups.Add((start, end));
            start = end;
        }

        return groups;
    }

    private Workspace Rent() => _workspaces.TryTake(out var workspace) ? workspace : new Workspace(options, tables);
}
