namespace OpenLedger.Training.Tensors;

/// <summary>Turns a loader's message into one sentence that says what to do.</summary>
internal static class TensorLibraryAdvice
{
    private const int LongestCause = 300;

    public static string For(TensorMachine machine, string loaderMessage)
    {
        if (!machine.HasPackage)
        {
            return $"There is no tensor library (libtorch) for {machine.System} on {machine.Processor}: use a machine with x86-64 Linux, x86-64 Windows or macOS on Apple silicon.";
        }

        if (machine.HasMusl)
        {
            return "The tensor library (libtorch) needs glibc, and this Linux (Alpine or a kin of it) has musl: use an image or a machine with Debian, Ubuntu or another glibc system.";
        }

        var cause = CauseIn(loaderMessage);
        return $"The tensor library (libtorch) cannot be loaded ({cause}): {NextStep(machine, cause)}.";
    }

    private static string NextStep(TensorMachine machine, string cause) => machine.System switch
    {
        TensorMachine.Windows => "install the Microsoft Visual C++ Redistributable for x64 (https://aka.ms/vs/17/release/vc_redist.x64.exe), then start again",
        TensorMachine.MacOs => "run 'brew install libomp', then start again",
        _ when cause.Contains("version `GLIBC", StringComparison.Ordinal) => "this Linux is too old for it, so use Debian 12, Ubuntu 22.04 or anything newer",
        _ => "its files are missing or damaged, so delete the folder 'artifacts' and run ./start again",
    };

    /// <summary>
    /// The loader lists every place it looked at, one a line, and says why each failed: the telling line is one where a file was
    /// found and refused.
    /// </summary>
    private static string CauseIn(string loaderMessage)
    {
        var lines = loaderMessage.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var telling = lines.FirstOrDefault(line => line.Contains("version `GLIBC", StringComparison.Ordinal))
            ?? lines.Skip(1).FirstOrDefault(line => !line.Contains("No such file", StringComparison.Ordinal))
            ?? lines.FirstOrDefault()
            ?? "no reason was given";
        telling = telling.TrimEnd('.', ':');
        return telling.Length <= LongestCause ? telling : telling[..LongestCause] + "…";
    }
}
