using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace OpenLedger.Training.Tensors;

/// <summary>
/// Runs our own kernels on libtorch's threads. libtorch's workers spin for a while after each product, so a second pool beside
/// them would fight for the cores; entering their pool (GNU OpenMP's own door) costs a microsecond and no fight. Where that pool
/// is not there (other systems), the thread pool of .NET is used. Work is split the same way for the same number of threads, so
/// results do not depend on which pool ran them.
/// </summary>
internal static unsafe class ParallelLoop
{
    private static readonly delegate* unmanaged[Cdecl]<void*, void*, uint, uint, void> Enter = FindPool(out ThreadNumber);
    private static readonly delegate* unmanaged[Cdecl]<int> ThreadNumber;

    /// <summary>Work on the rows from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public delegate void Range(int start, int end);

    /// <summary>One piece of work of many, with the number of the thread that does it (for scratch memory).</summary>
    public delegate void Piece(int piece, int thread);

    /// <summary>The threads that libtorch and our kernels share.</summary>
    public static int Threads => torch.get_num_threads();

    /// <summary>Splits <paramref name="count"/> rows into one run of neighbours a thread; fewer than <paramref name="smallest"/> rows a thread are not worth a second one.</summary>
    public static void Rows(int count, int smallest, Range body)
    {
        var threads = Math.Min(Threads, Math.Max(1, count / Math.Max(1, smallest)));
        if (threads <= 1)
        {
            body(0, count);
            return;
        }

        var share = (int)(((long)count + threads - 1) / threads);
        OnThreads(threads, thread =>
        {
            var start = (int)Math.Min(count, (long)thread * share);
            var end = (int)Math.Min(count, (long)start + share);
            if (start < end)
            {
                body(start, end);
            }
        });
    }

    /// <summary>Hands out pieces one by one: each piece must write only to memory of its own.</summary>
    public static void Pieces(int count, Piece body)
    {
        var threads = Math.Min(Threads, count);
        if (threads <= 1)
        {
            for (var piece = 0; piece < count; piece++)
            {
                body(piece, 0);
            }

            return;
        }

        var next = new StrongBox<int>();
        OnThreads(threads, thread =>
        {
            int piece;
            while ((piece = Interlocked.Increment(ref next.Value) - 1) < count)
            {
                body(piece, thread);
            }
        });
    }

    private static void OnThreads(int threads, Action<int> body)
    {
        if (Enter is null)
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
            return;
        }

        var work = new Work(body);
        var handle = GCHandle.Alloc(work);
        try
        {
            Enter((delegate* unmanaged[Cdecl]<void*, void>)&RunOnPoolThread, (void*)GCHandle.ToIntPtr(handle), (uint)threads, 0);
        }
        finally
        {
            handle.Free();
        }

        if (work.Failure is not null)
        {
            throw new InvalidOperationException("A kernel failed on a worker thread.", work.Failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RunOnPoolThread(void* context)
    {
        var work = (Work)GCHandle.FromIntPtr((nint)context).Target!;
        try
        {
            work.Body(ThreadNumber());
        }
#pragma warning disable CA1031 // An exception must not cross native frames; it is thrown again by the caller.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            work.Failure = failure;
        }
    }

    private static delegate* unmanaged[Cdecl]<void*, void*, uint, uint, void> FindPool(out delegate* unmanaged[Cdecl]<int> threadNumber)
    {
        threadNumber = null;
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        _ = torch.get_num_threads();
        var path = File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) is var at && at >= 0 ? at : line.Length)..])
            .FirstOrDefault(mapped => Path.GetFileName(mapped).StartsWith("libgomp", StringComparison.Ordinal));
        if (path is null || !NativeLibrary.TryLoad(path, out var library)
            || !NativeLibrary.TryGetExport(library, "GOMP_parallel", out var enter)
            || !NativeLibrary.TryGetExport(library, "omp_get_thread_num", out var number))
        {
            return null;
        }

        threadNumber = (delegate* unmanaged[Cdecl]<int>)number;
        return (delegate* unmanaged[Cdecl]<void*, void*, uint, uint, void>)enter;
    }

    private sealed class Work(Action<int> body)
    {
        public Action<int> Body { get; } = body;

        public Exception? Failure { get; set; }
    }
}
