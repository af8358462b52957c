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

    /// <summary>Has to happen before the first tensor. Does nothing on other systems.</summary>
    public static void GiveMemoryBack()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MmapThreshold, LargeBlock);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library than glibc: it has no such option and no such fault.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
