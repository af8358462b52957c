using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Doctor;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Store;
using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Data;

/// <summary>The one door to the data doctor: an example as a model reads it, how long they all are, what is wrong with them, and the click that puts it right.</summary>
internal sealed class DoctorDesk(IDbContextFactory<StudioContext> contexts, DatasetDesk datasets, ExampleDesk examples, BundledSets bundled, ReaderShelf readers) : IDisposable
{
    private const int MostKept = 12;
    private const int LooksAtOnce = 2;
    private const int AtOnce = 500;

    private readonly ConcurrentDictionary<string, CheckUp> _checkUps = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(LooksAtOnce, LooksAtOnce);

    /// <summary>The check-up of a set as it is now for a model (a folder; null: only what the examples say); begun where there is none. Null where the set is not theirs to see.</summary>
    public CheckUp? CheckUpOf(CurrentAccount me, string id, string? modelFolder)
    {
        if (datasets.Find(me, id) is not { } set)
        {
            return null;
        }

        var key = FormattableString.Invariant($"{set.UpdatedAt.UtcTicks} {set.Rows}");
        var place = $"{id} {modelFolder}";
        var known = _checkUps.GetValueOrDefault(place);
        if (known?.Key == key)
        {
            return known;
        }

        known?.Stop();
        var begun = new CheckUp(key);
        _checkUps[place] = begun;
        if (_checkUps.Count > MostKept && _checkUps.FirstOrDefault(other => other.Value.View.IsOver) is { Key: not null } old)
        {
            _checkUps.TryRemove(old.Key, out _);
        }

        _ = Task.Factory.StartNew(() => Run(begun, set, modelFolder), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return begun;
    }

    /// <summary>An example as a model reads it.</summary>
    public Task<ReadExample> ShowAsync(string content, string modelFolder, int maxLength, CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                return readers.Take(modelFolder).Show(content, maxLength);
            }
            catch (TrainingException problem)
            {
                return new ReadExample([], 0, 0, 0, problem.Message);
            }
        },
        cancellation);

    /// <summary>Puts a finding right; one step to take back.</summary>
    public async Task<EditReceipt> FixAsync(CurrentAccount me, string id, Finding finding, IReadOnlyCollection<string> marks, CancellationToken cancellation)
    {
        if (finding.Kind is not (FindingKind.BrokenLetters or FindingKind.Marks or FindingKind.BlankEnds))
        {
            return await examples.DeleteAsync(me, id, finding.Examples);
        }

        if (datasets.Find(me, id) is not { } set)
        {
            return EditReceipt.NotThere;
        }

        var repaired = await Task.Run(() => Repaired(FeedOf(set), finding, marks), cancellation);
        return await examples.ReplaceAsync(me, id, repaired);
    }

    public void Dispose()
    {
        foreach (var checkUp in _checkUps.Values)
        {
            checkUp.Stop();
        }

        _places.Dispose();
    }

    private static List<(long Id, string Before, string After)> Repaired(ExampleFeed feed, Finding finding, IReadOnlyCollection<string> marks)
    {
        var repaired = new List<(long Id, string Before, string After)>();
        foreach (var (id, content) in finding.Examples.Chunk(AtOnce).SelectMany(feed.Fetch))
        {
            if (Repairs.Of(finding.Kind, content, marks) is { } better)
            {
                repaired.Add((id, content, better));
            }
        }

        return repaired;
    }

    private void Run(CheckUp checkUp, Dataset set, string? modelFolder)
    {
        // A training has the first claim on the processor.
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        _places.Wait();
        try
        {
            checkUp.Run(() => FeedOf(set), () => modelFolder is null ? null : readers.Take(modelFolder));
        }
        finally
        {
            _places.Release();
        }
    }

    private ExampleFeed FeedOf(Dataset set) => set.IsBundled ? ExampleFeed.Of(bundled.Lines(set.Id)) : ExampleFeed.Of(contexts, set.Id);
}
