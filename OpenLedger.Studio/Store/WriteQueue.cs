using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace OpenLedger.Studio.Store;

/// <summary>
/// The one writer. Changes of everybody wait in line and are committed together: one transaction, one write to the disk, for as
/// many as wait. A change that fails takes back itself alone. What was acknowledged is on the disk.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private const int Capacity = 10_000;
    private const int MostTogether = 512;

    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly IDbContextFactory<StudioContext> _contexts;
    private readonly Thread _writer;

    public WriteQueue(IDbContextFactory<StudioContext> contexts)
    {
        _contexts = contexts;
        _writer = new Thread(Work) { IsBackground = true, Name = "store writer" };
        _writer.Start();
    }

    /// <summary>Makes a change; returns when it is on the disk. The change runs on the writer's thread: it must not wait for anything.</summary>
    public async Task<T> WriteAsync<T>(Func<StudioContext, T> change, CancellationToken cancellation = default)
    {
        var job = new Change<T>(change);
        await _jobs.Writer.WriteAsync(job, cancellation).ConfigureAwait(false);
        return await job.Done.ConfigureAwait(false);
    }

    /// <summary>Makes a change; returns when it is on the disk.</summary>
    public Task WriteAsync(Action<StudioContext> change, CancellationToken cancellation = default) =>
        WriteAsync(context => { change(context); return true; }, cancellation);

    /// <summary>Makes a change from a thread that may wait.</summary>
    public T Write<T>(Func<StudioContext, T> change) => WriteAsync(change).GetAwaiter().GetResult();

    /// <summary>Makes a change from a thread that may wait.</summary>
    public void Write(Action<StudioContext> change) => WriteAsync(change).GetAwaiter().GetResult();

    /// <summary>Saves what a context of its own has changed, in its turn.</summary>
    internal async Task<int> SaveAsync(StudioContext own)
    {
        var job = new Save(own);
        await _jobs.Writer.WriteAsync(job).ConfigureAwait(false);
        return await job.Done.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _jobs.Writer.TryComplete();
        _writer.Join();
    }

    private void Work()
    {
        var together = new List<Job>();
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            together.Clear();
            Save? alone = null;
            while (together.Count < MostTogether && _jobs.Reader.TryRead(out var job))
            {
                if (job is Save save)
                {
                    alone = save;
                    break;
                }

                together.Add(job);
            }

            Commit(together);
            alone?.Run();
        }
    }

    private void Commit(List<Job> jobs)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        try
        {
            using var context = _contexts.CreateDbContext();
            using var transaction = context.Database.BeginTransaction();
            foreach (var job in jobs)
            {
                job.Try(context, transaction);
                context.ChangeTracker.Clear();
            }

            transaction.Commit();
        }
        catch (Exception exception)
        {
            // Nothing of it is on the disk (the disk is full, say), so nobody is told that it is.
            jobs.ForEach(job => job.Fail(exception));
            return;
        }

        jobs.ForEach(job => job.Acknowledge());
    }

    private abstract class Job
    {
        public abstract void Try(StudioContext context, IDbContextTransaction transaction);

        public abstract void Acknowledge();

        public abstract void Fail(Exception exception);
    }

    private sealed class Change<T>(Func<StudioContext, T> change) : Job
    {
        private const string Mark = "change";

        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;
        private Exception? _problem;

        public Task<T> Done => _done.Task;

        public override void Try(StudioContext context, IDbContextTransaction transaction)
        {
            transaction.CreateSavepoint(Mark);
            try
            {
                _result = change(context);
                context.SaveNow();
                transaction.ReleaseSavepoint(Mark);
            }
            catch (Exception exception)
            {
                _problem = exception;
                transaction.RollbackToSavepoint(Mark);
            }
        }

        public override void Acknowledge()
        {
            if (_problem is null)
            {
                _done.TrySetResult(_result);
            }
            else
            {
                _done.TrySetException(_problem);
            }
        }

        public override void Fail(Exception exception) => _done.TrySetException(_problem ?? exception);
    }

    private sealed class Save(StudioContext own) : Job
    {
        private readonly TaskCompletionSource<int> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<int> Done => _done.Task;

        public void Run()
        {
            try
            {
                _done.TrySetResult(own.SaveNow());
            }
            catch (Exception exception)
            {
                _done.TrySetException(exception);
            }
        }

        public override void Try(StudioContext context, IDbContextTransaction transaction) => throw new NotSupportedException();

        public override void Acknowledge() => throw new NotSupportedException();

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
