using System.Runtime.InteropServices;

namespace OpenLedger.Training.Tensors;

/// <summary>
/// Tells glibc to give large blocks back to the system as soon as they are freed. libtorch allocates aligned blocks, which glibc before
/// 2.38 hardly ever uses again, so that the process grows to several times its size without a leak (docs/experiments.md has figures).
/// </summary>
internal static partial class Allocator
{
    private const int MmapThreshold = -3;
    private const int LargeBlock = 1 << 20;
    private const int TrimThreshold = -1;
    private const int LargestOfGlibc = 32 << 20;

    /// <summary>Has to happen before the first tensor. Does nothing on other systems.</summary>
    public static void GiveMemoryBack() => Set((MmapThreshold, LargeBlock));

    /// <summary>What glibc comes to by itself after a while: for measuring programs that do not ask for memory to be given back.</summary>
    public static void KeepMemory() => Set((MmapThreshold, LargestOfGlibc), (TrimThreshold, 2 * LargestOfGlibc));

    private static void Set(params ReadOnlySpan<(int Option, int Value)> options)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            foreach (var (option, value) in options)
            {
                _ = SetOption(option, value);
            }
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library than glibc: it has no such option and no such fault.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
