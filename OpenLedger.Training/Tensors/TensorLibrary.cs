using System.Runtime.InteropServices;
using TorchSharp;

namespace OpenLedger.Training.Tensors;

/// <summary>The native tensor library (libtorch) that all computing stands on: loads it, or says in one sentence why it cannot be.</summary>
public static class TensorLibrary
{
    private const string NativeName = "LibTorchSharp";
    private static readonly Lazy<string?> Problem = new(Load);

    /// <summary>Loads libtorch, once for the process.</summary>
    /// <exception cref="TrainingException">It cannot be loaded on this machine; the message is one sentence with the next step.</exception>
    public static void EnsureLoaded()
    {
        if (Problem.Value is { } problem)
        {
            throw new TrainingException(problem);
        }
    }

    /// <summary>Whether it lies in this process already, so that nothing more is taken for it.</summary>
    public static bool IsLoaded => Problem.IsValueCreated;

    /// <summary>Whether there is a GPU that libtorch can compute on.</summary>
    /// <exception cref="TrainingException">libtorch cannot be loaded on this machine.</exception>
    public static bool HasGpu
    {
        get
        {
            EnsureLoaded();
            return torch.cuda.is_available();
        }
    }

    /// <summary>The number of threads that products and kernels use where nothing else is asked for: one a processor.</summary>
    public static int DefaultThreads => Environment.ProcessorCount;

    /// <summary>Loads libtorch and sets the number of threads, for the process (0: as many as there are processors).</summary>
    /// <exception cref="TrainingException">libtorch cannot be loaded on this machine.</exception>
    public static void Prepare(int threads)
    {
        EnsureLoaded();
        torch.set_num_threads(threads > 0 ? threads : DefaultThreads);
    }

    /// <summary>
    /// Loads the libraries in TorchSharp's own order, before TorchSharp tries: its error names a wrong cause, and it then copies
    /// half a gigabyte into a folder <c>cpu</c> beside the program.
    /// </summary>
    private static string? Load()
    {
        var assembly = typeof(torch).Assembly;
        try
        {
            Allocator.GiveMemoryBack();
            NativeLibrary.TryLoad("torch_cpu", assembly, null, out _);
            NativeLibrary.Load(NativeName, assembly, null);
            using var first = torch.zeros(1);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException or NotSupportedException or TypeInitializationException or EntryPointNotFoundException)
        {
            RemoveStrayCopy();
            var cause = failure is TypeInitializationException { InnerException: { } inner } ? inner : failure;
            return TensorLibraryAdvice.For(TensorMachine.Current, cause.Message);
        }
    }

    private static void RemoveStrayCopy()
    {
        var stray = Path.Combine(AppContext.BaseDirectory, "cpu");
        try
        {
            if (Directory.Exists(stray) && Directory.EnumerateFiles(stray, "*LibTorchSharp*").Any())
            {
                Directory.Delete(stray, recursive: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The copy only wastes disk space; what the person needs is the sentence about the library.
        }
    }
}
