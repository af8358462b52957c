using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Benchmarks.Circuits;

/// <summary>
/// What an open page costs the server: a hundred idle circuits of ten people, opened by a process of its own over HTTP and
/// WebSockets, while the studio runs in this one, so that its managed heap can be weighed after a full collection.
/// </summary>
internal static class CircuitsBenchmark
{
    private const int People = 10;
    private const int PagesEach = 10;
    private const int WarmPagesEach = 2;
    public const string Password = "four small boats at noon";
    private const double Megabyte = 1e6;
    private const double Mebibyte = 1 << 20;
    private const double ManagedBar = 1;
    private const double ResidentBar = 1.5;

    private static readonly string[] Pages = ["", "runs", "runs/new"];

    public static IEnumerable<Figure> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("openledger-circuits-").FullName;
        try
        {
            return MeasureAsync(folder).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The other process: opens the pages, says so, and closes them when it is told to.</summary>
    public static async Task OpenAsync(Uri address, int each)
    {
        var visitors = new List<Visitor>();
        for (var person = 0; person < People; person++)
        {
            // One sign-in a person: their pages are tabs of one browser.
            var first = new Visitor(address);
            await first.SignInAsync(NameOf(person), Password);
            for (var page = 0; page < each; page++)
            {
                var visitor = page == 0 ? first : first.Tab();
                await visitor.OpenAsync(Pages[page % Pages.Length]);
                visitors.Add(visitor);
            }
        }

        Console.WriteLine("open");
        _ = await Console.In.ReadLineAsync();
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }
    }

    private static async Task<List<Figure>> MeasureAsync(string folder)
    {
        var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"]);
        await using (app)
        {
            await StudioApp.StartAsync(app);
            await CreatePeopleAsync(app);
            var address = app.Urls.First();
            using (var warm = Open(address, WarmPagesEach))
            {
                Close(warm);
            }

            var before = Weigh();
            using var visitors = Open(address, PagesEach);
            var after = Weigh();
            Close(visitors);
            await app.StopAsync();
            const int Count = People * PagesEach;
            var managed = (after.Managed - before.Managed) / Megabyte / Count;
            var resident = (after.Resident - before.Resident) / Mebibyte / Count;
            return
            [
                new Figure("circuits/idle/managed each", managed, "MB", $"the bar of {ManagedBar} MB", ManagedBar / managed),
                new Figure("circuits/idle/resident each", resident, "MiB", $"the bar of {ResidentBar} MiB", ResidentBar / resident),
            ];
        }
    }

    public static async Task CreatePeopleAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        for (var person = 0; person < People; person++)
        {
            var result = await people.CreateAsync(new Account { UserName = NameOf(person), Role = Roles.Trainer, CreatedAt = TimeProvider.System.GetUtcNow() }, Password);
            if (!result.Succeeded)
            {
                throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
            }
        }

        app.Services.GetRequiredService<AccountDirectory>().Refresh();
    }

    private static Process Open(string address, int each)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--child", "circuits", address, each.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        return line == "open" ? process : throw new InvalidOperationException($"The visitors did not come in: {line}");
    }

    private static void Close(Process visitors)
    {
        visitors.StandardInput.WriteLine();
        visitors.WaitForExit();
    }

    private static (long Managed, long Resident) Weigh()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var self = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), self.WorkingSet64);
    }

    public static string NameOf(int person) => $"person{person}";
}
