using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace OpenLedger.Browser.Tests;

/// <summary>The studio as a person starts it: its own process, on a free port, with a data folder of its own.</summary>
internal sealed class StudioProcess : IAsyncDisposable
{
    /// <summary>The password of the account "admin" in every studio that a test starts.</summary>
    public const string Password = "four small boats at noon";

    private const string Ready = "ready at ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private StudioProcess(Process process) => _process = process;

    public string Address { get; private set; } = "";

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public int Id => _process.Id;

    /// <summary>Starts the studio and waits for the line in which it says where it answers.</summary>
    public static async Task<StudioProcess> StartAsync(string dataFolder, params string[] settings)
    {
        var studio = Begin(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={dataFolder}", $"--Studio:AdminPassword={Password}", .. settings]);
        using var deadline = new CancellationTokenSource(Patience);
        while (!studio.Output.Contains(Ready, StringComparison.Ordinal))
        {
            Assert.False(studio._process.HasExited, $"The studio ended at once: {studio.Output}");
            await Task.Delay(50, deadline.Token);
        }

        studio.Address = studio.Output[(studio.Output.IndexOf(Ready, StringComparison.Ordinal) + Ready.Length)..].Split(' ', '\n')[0];
        return studio;
    }

    /// <summary>Runs a studio that is expected to refuse, and returns its exit status and what it said.</summary>
    public static async Task<(int Status, string Output)> RefusalAsync(params string[] settings)
    {
        await using var studio = Begin(settings);
        using var deadline = new CancellationTokenSource(Patience);
        await studio._process.WaitForExitAsync(deadline.Token);
        return (studio._process.ExitCode, studio.Output);
    }

    /// <summary>As the power fails.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As a service manager does, and Ctrl+C.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static StudioProcess Begin(IReadOnlyList<string> arguments)
    {
        var program = typeof(StudioProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "StudioProgram").Value!;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["DOTNET_TieredPGO"] = "0"; // A studio of a test lives for a minute.
        start.Environment["OMP_WAIT_POLICY"] = "passive"; // Two studios that train at once would each wait for processors that the other keeps busy with waiting.
        var studio = new StudioProcess(new Process { StartInfo = start });
        studio._process.OutputDataReceived += studio.Keep;
        studio._process.ErrorDataReceived += studio.Keep;
        studio._process.Start();
        studio._process.BeginOutputReadLine();
        studio._process.BeginErrorReadLine();
        return studio;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.Append(line.Data).Append('\n');
        }
    }
}
