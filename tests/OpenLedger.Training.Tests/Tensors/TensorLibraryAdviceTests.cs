using System.Runtime.InteropServices;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Tests.Tensors;

public class TensorLibraryAdviceTests
{
    private const string OldLinux = """
        Unable to load shared library 'LibTorchSharp' or one of its dependencies. In order to help diagnose loading problems, consider using a tool like strace.
        /opt/openledger/LibTorchSharp.so: cannot open shared object file: No such file or directory
        /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /opt/openledger/libLibTorchSharp.so)
        """;

    private static readonly TensorMachine Linux = new(TensorMachine.Linux, Architecture.X64, HasMusl: false);

    [Fact]
    public void For_AnOldLinux_NamesTheMissingVersionAndTheSystemsThatHaveIt()
    {
        var advice = TensorLibraryAdvice.For(Linux, OldLinux);

        Assert.Contains("GLIBCXX_3.4.32", advice, StringComparison.Ordinal);
        Assert.Contains("Debian 12", advice, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', advice);
    }

    [Fact]
    public void For_ADamagedFile_SaysToBuildAgain()
    {
        var advice = TensorLibraryAdvice.For(Linux, "Unable to load shared library.\n/opt/libLibTorchSharp.so: file too short\n");

        Assert.Contains("file too short", advice, StringComparison.Ordinal);
        Assert.Contains("./start", advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TensorMachine.Linux, Architecture.Arm64, false, "no tensor library (libtorch) for Linux on Arm64")]
    [InlineData(TensorMachine.MacOs, Architecture.X64, false, "no tensor library (libtorch) for macOS on X64")]
    [InlineData(TensorMachine.Linux, Architecture.X64, true, "musl")]
    [InlineData(TensorMachine.Windows, Architecture.X64, false, "Visual C++ Redistributable")]
    [InlineData(TensorMachine.MacOs, Architecture.Arm64, false, "brew install libomp")]
    public void For_AnotherSystem_NamesItsOwnNextStep(string system, Architecture processor, bool hasMusl, string expected)
    {
        var advice = TensorLibraryAdvice.For(new TensorMachine(system, processor, hasMusl), "The specified module could not be found.");

        Assert.Contains(expected, advice, StringComparison.Ordinal);
    }

    [Fact]
    public void For_AnEndlessMessage_StaysOneShortSentence()
    {
        var advice = TensorLibraryAdvice.For(Linux, new string('x', 100_000));

        Assert.InRange(advice.Length, 1, 600);
    }
}
