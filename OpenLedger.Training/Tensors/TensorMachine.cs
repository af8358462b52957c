using System.Runtime.InteropServices;

namespace OpenLedger.Training.Tensors;

/// <summary>What decides which libtorch a machine can load.</summary>
internal sealed record TensorMachine(string System, Architecture Processor, bool HasMusl)
{
    public const string Linux = "Linux";
    public const string Windows = "Windows";
    public const string MacOs = "macOS";

    public static TensorMachine Current { get; } = new(
        OperatingSystem.IsWindows() ? Windows : OperatingSystem.IsMacOS() ? MacOs : Linux,
        RuntimeInformation.ProcessArchitecture,
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal));

    public bool HasPackage => (System, Processor) is (Linux, Architecture.X64) or (Windows, Architecture.X64) or (MacOs, Architecture.Arm64);
}
