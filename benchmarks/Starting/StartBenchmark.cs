using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpenLedger.Benchmarks.Starting;

/// <summary>From the start of the published studio's process until its first page has arrived, a fresh data folder each time, median of five.</summary>
internal static class StartBenchmark
{
    private const int Starts = 5;
    private const double Bar = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static IEnumerable<Figure> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("openledger-start-").FullName;
        try
        {
            var program = Path.Combine(folder, "program");
            Publish(program);
            var times = Enumerable.Range(0, Starts).Select(start => FirstPage(program, Path.Combine(folder, $"data{start}"))).Order().ToArray();
            return
            [
                new Figure("start/first-page", times[Starts / 2], "s", $"the bar of {Bar:F0} s", Bar / times[Starts / 2]),
                new Figure("start/first-page/slowest", times[^1], "s", null, null),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Publish(string target)
    {
        string[] arguments = ["publish", "OpenLedger.Studio", "-c", "Release", "-o", target, "-v", "quiet", "-nodeReuse:false"];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Shelf.Repository, RedirectStandardOutput = true };
        using var publishing = Process.Start(start)!;
        var said = publishing.StandardOutput.ReadToEnd();
        publishing.WaitForExit();
        if (publishing.ExitCode != 0)
        {
            throw new InvalidOperationException($"The studio could not be published: {said}");
        }
    }

    private static double FirstPage(string program, string data)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        string[] arguments = ["serve", $"--Urls={address}", $"--Studio:DataFolder={data}"];
        var settings = new ProcessStartInfo(Path.Combine(program, "openledger"), arguments)
        {
            WorkingDirectory = program,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var client = new HttpClient { Timeout = Patience };
        var start = Stopwatch.GetTimestamp();
        using var studio = Process.Start(settings)!;
        studio.OutputDataReceived += (_, _) => { };
        studio.ErrorDataReceived += (_, _) => { };
        studio.BeginOutputReadLine();
        studio.BeginErrorReadLine();
        try
        {
            while (!Answers(client, address))
            {
                if (studio.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
                {
                    throw new InvalidOperationException("The published studio does not answer.");
                }

                Thread.Sleep(Pause);
            }

            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            studio.Kill(entireProcessTree: true);
            studio.WaitForExit();
        }
    }

    private static bool Answers(HttpClient client, Uri address)
    {
        try
        {
            // The page that a new studio shows first.
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "welcome"));
            using var response = client.Send(request);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
