using System.Collections.Concurrent;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// The one door through which files come in, piece by piece: a broken line or a restarted studio costs at most the piece that was on
/// its way. An upload is its owner's alone; to all others it does not exist.
/// </summary>
internal sealed class Uploads(UploadStore store, UploadRules rules, TimeProvider clock) : IDisposable
{
    public const int MostPieceBytes = 4 << 20;

    private const int BufferBytes = 1 << 16;

    private static readonly TimeSpan KeptIdle = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, byte> _writing = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _beginning = new(1, 1);

    public async Task<UploadAnswer> BeginAsync(string ownerId, string purpose, string fileName, long length)
    {
        var name = UploadRules.NameOf(fileName);

        // One at a time: two that begin at once must not both get the last place.
        await _beginning.WaitAsync();
        try
        {
            var all = store.All();
            var ofPerson = all.Where(row => row.OwnerId == ownerId).ToList();
            if (rules.Refusal(purpose, name, length, ofPerson, all.Sum(row => row.Length - row.Received)) is var (outcome, problem))
            {
                return new UploadAnswer(outcome, Problem: problem);
            }

            return Done(await store.AddAsync(ownerId, purpose, name, length));
        }
        finally
        {
            _beginning.Release();
        }
    }

    /// <summary>How far an upload is; null where it does not exist for this person.</summary>
    public UploadState? Find(string ownerId, string id) => store.Find(ownerId, id) is { } row ? State(row) : null;

    /// <summary>Takes the next piece. It must begin where the last one ended; where not, the answer says where that is.</summary>
    public async Task<UploadAnswer> WriteAsync(string ownerId, string id, long offset, Stream content, CancellationToken cancellation)
    {
        if (!_writing.TryAdd(id, 0))
        {
            return store.Find(ownerId, id) is { } busy ? new UploadAnswer(UploadOutcome.OtherPlace, State(busy)) : new UploadAnswer(UploadOutcome.NotFound);
        }

        try
        {
            if (store.Find(ownerId, id) is not { } row)
            {
                return new UploadAnswer(UploadOutcome.NotFound);
            }

            if (offset != row.Received)
            {
                return new UploadAnswer(UploadOutcome.OtherPlace, State(row));
            }

            return rules.NoSpace(Math.Min(MostPieceBytes, row.Length - row.Received)) is { } full
                ? new UploadAnswer(UploadOutcome.NoSpace, State(row), full)
                : await ReceiveAsync(row, content, cancellation);
        }
        finally
        {
            _writing.TryRemove(id, out _);
        }
    }

    /// <summary>The file, when all of it is there.</summary>
    public UploadedFile? Finished(string ownerId, string id) =>
        store.Find(ownerId, id) is { } row && row.Received == row.Length ? new UploadedFile(row.Id, row.FileName, store.PathOf(row), row.Length) : null;

    /// <summary>Files that are there whole and were not used yet.</summary>
    public IReadOnlyList<UploadedFile> Waiting(string ownerId, string purpose) =>
        [.. store.All().Where(row => row.OwnerId == ownerId && row.Purpose == purpose).Select(row => Finished(ownerId, row.Id)).OfType<UploadedFile>()];

    /// <summary>Takes an upload away, whole or not.</summary>
    public async Task RemoveAsync(string ownerId, string id)
    {
        if (store.Find(ownerId, id) is { } row)
        {
            await store.RemoveAsync(row);
        }
    }

    /// <summary>Removes what nobody has touched for a day.</summary>
    public async Task SweepAsync()
    {
        var now = clock.GetUtcNow();
        foreach (var row in store.All().Where(row => now - row.TouchedAt > KeptIdle && !_writing.ContainsKey(row.Id)))
        {
            await store.RemoveAsync(row);
        }

        store.RemoveStrays();
    }

    public void Dispose() => _beginning.Dispose();

    private static UploadState State(UploadRow row) => new(row.Id, row.Received, row.Length);

    private static UploadAnswer Done(UploadRow row) => new(UploadOutcome.Done, State(row));

    private async Task<UploadAnswer> ReceiveAsync(UploadRow row, Stream content, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(store.PathOf(row), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);

            // What lies beyond was never acknowledged.
            file.SetLength(row.Received);
            file.Position = row.Received;
            var count = await CopyAsync(content, file, (int)Math.Min(MostPieceBytes, row.Length - row.Received), cancellation);
            if (count < 0)
            {
                file.SetLength(row.Received);
                return new UploadAnswer(UploadOutcome.TooLong, State(row), new Sentence("More came than was announced. Choose the file again."));
            }

            file.Flush(flushToDisk: true);
            row.Received += count;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new UploadAnswer(UploadOutcome.NoSpace, State(row), new Sentence("The studio could not write the file: {0} Free some space on the disk of the data folder and try again; what has arrived is kept.", exception.Message));
        }

        await store.KeepAsync(row, row.Received);
        return Done(row);
    }

    /// <summary>How many bytes came before the end or a broken line, which both are fine; less than none: too many.</summary>
    private static async Task<int> CopyAsync(Stream content, FileStream file, int most, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        var total = 0;
        while (true)
        {
            int count;
            try
            {
                count = await content.ReadAsync(buffer, cancellation);
            }
            catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                return -1;
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                return total;
            }

            if (count == 0)
            {
                return total;
            }

            total += count;
            if (total > most)
            {
                return -1;
            }

            await file.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
        }
    }
}
