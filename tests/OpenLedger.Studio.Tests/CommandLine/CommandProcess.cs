using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OpenLedger.Studio.Tests.CommandLine;

/// <summary>The built program as a process of its own, for what only a process shows: exit statuses, signals, pipes.</summary>
internal sealed partial class CommandProcess : IDisposable
{
    public const int Interrupt = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;

    private CommandProcess(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Checkout.Root,
        };
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    public static string Program => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "openledger.exe" : "openledger");

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Output => _process.StandardOutput;

    public static CommandProcess Start(params string[] arguments) => new(Program, arguments);

    public static CommandProcess StartOther(string program, params string[] arguments) => new(program, arguments);

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public async Task<(int Status, string Output, string Error)> EndAsync(bool closeInput = true)
    {
        using var deadline = new CancellationTokenSource(Patience);
        if (closeInput)
        {
            _process.StandardInput.Close();
        }

        var output = await _process.StandardOutput.ReadToEndAsync(deadline.Token);
        await _process.WaitForExitAsync(deadline.Token);
        return (_process.ExitCode, output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
