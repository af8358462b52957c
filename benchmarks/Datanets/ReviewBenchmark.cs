using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OpenLedger.Benchmarks.Circuits;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>
/// How long a reviewer waits for the next entry while a hundred thousand entries of five hundred people are in the store, half of them
/// waiting: on the server from the wish until the entry with its findings is there, and in a browser from the key until it stands there.
/// </summary>
internal static class ReviewBenchmark
{
    private const int Authors = 500;
    private const int Batch = 5_000;
    private const int Asked = 200;
    private const int Warm = 30;
    private const int Pressed = 30;
    private const double Bar = 100;

    private static readonly int Size = int.TryParse(Environment.GetEnvironmentVariable("OPENLEDGER_ENTRIES"), out var size) ? size : 100_000;

    public static IEnumerable<Figure> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("openledger-review-").FullName;
        try
        {
            return MeasureAsync(folder).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<Figure>> MeasureAsync(string folder)
    {
        var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"]);
        await using (app)
        {
            await StudioApp.StartAsync(app);
            await CircuitsBenchmark.CreatePeopleAsync(app);
            var datanet = await FillAsync(app);
            var server = await AskAsync(app, datanet);
            var page = await PressAsync(app, datanet);
            await app.StopAsync();
            return [.. Figures("server", server), .. Figures("page", page)];
        }
    }

    private static IEnumerable<Figure> Figures(string name, List<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        var p95 = sorted[sorted.Length * 95 / 100];
        yield return new Figure($"datanets/review/{name}, median", sorted[sorted.Length / 2], "ms", null, null);
        yield return new Figure($"datanets/review/{name}, p95", p95, "ms", $"the bar of {Bar.ToString("F0", CultureInfo.InvariantCulture)} ms", Bar / p95);
    }

    /// <summary>A reviewer takes entry after entry and votes.</summary>
    private static async Task<List<double>> AskAsync(WebApplication app, string datanet)
    {
        using var scope = app.Services.CreateScope();
        var (desk, me) = (app.Services.GetRequiredService<ReviewDesk>(), await SignInAsync(scope.ServiceProvider, CircuitsBenchmark.NameOf(1)));
        var times = new List<double>();
        for (var turn = 0; turn < Asked + Warm; turn++)
        {
            var start = Stopwatch.GetTimestamp();
            var item = (await desk.NextAsync(me, datanet, [])).Item ?? throw new InvalidOperationException("Nothing waits.");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var answer = await desk.VoteAsync(me, new Ballot(Guid.NewGuid().ToString("N"), item.Key, Verdict.Accept, []));
            _ = answer.IsDone ? answer : throw new InvalidOperationException(answer.Problem!.ToString());
        }

        return [.. times.Skip(Warm)];
    }

    /// <summary>Another presses A in a browser until the next entry stands there, with half a second to look at it before.</summary>
    private static async Task<List<double>> PressAsync(WebApplication app, string datanet)
    {
        const string PressAndWait =
            "region => new Promise(done => { const start = performance.now(); const before = region.getAttribute('aria-label'); new MutationObserver((_, watch) => { const now = document.querySelector('section.entry'); if (now && now.getAttribute('aria-label') !== before) { watch.disconnect(); done(performance.now() - start); } }).observe(document.body, { subtree: true, childList: true, attributes: true }); document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true })); })";
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BrowserPages.LaunchAsync(playwright);
        var address = app.Urls.First();
        var page = await BrowserPages.SignInAsync(browser, address, CircuitsBenchmark.NameOf(2));
        await page.GotoAsync($"{address}/datanets/{datanet}/review");
        await BrowserPages.ReadyAsync(page);
        var times = new List<double>();
        for (var turn = 0; turn < Pressed + 5; turn++)
        {
            var entry = page.Locator("section.entry");
            await entry.WaitForAsync();
            await Task.Delay(TimeSpan.FromSeconds(0.5));
            times.Add(await entry.EvaluateAsync<double>(PressAndWait));
        }

        return [.. times.Skip(5)];
    }

    private static async Task<CurrentAccount> SignInAsync(IServiceProvider services, string name)
    {
        var (people, me) = (services.GetRequiredService<UserManager<Account>>(), services.GetRequiredService<CurrentAccount>());
        var account = await people.FindByNameAsync(name) ?? throw new InvalidOperationException($"There is no {name}.");
        var session = await services.GetRequiredService<SessionBook>().BeginAsync(account.Id, "benchmark", "127.0.0.1");
        me.Be(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(SessionBook.Claim, session)], "benchmark")));
        return me;
    }

    private static async Task<string> FillAsync(WebApplication app)
    {
        using var scope = app.Services.CreateScope();
        var owner = await SignInAsync(scope.ServiceProvider, CircuitsBenchmark.NameOf(0));
        var form = new DatanetForm { Title = "Boats", Purpose = "What sailors know.", Preset = PolicyPreset.SmallTeam, Visibility = DatanetVisibility.Public };
        form.Categories.Add(new DatanetForm.CategoryLine { Name = "Knots" });
        var id = (await app.Services.GetRequiredService<DatanetDesk>().CreateAsync(owner, form)).Id ?? throw new InvalidOperationException("There is no Datanet.");
        foreach (var person in new[] { 1, 2 })
        {
            var problem = await app.Services.GetRequiredService<MemberDesk>().PutAsync(owner, id, CircuitsBenchmark.NameOf(person), DatanetRole.Reviewer);
            _ = problem is null ? problem : throw new InvalidOperationException(problem.ToString());
        }

        var (queue, now) = (app.Services.GetRequiredService<WriteQueue>(), TimeProvider.System.GetUtcNow());
        for (var first = 0; first < Size; first += Batch)
        {
            var rows = Enumerable.Range(first, Math.Min(Batch, Size - first)).Select(place => Row(id, place, now.AddSeconds(place - Size))).ToList();
            await queue.WriteAsync(context => context.Entries.AddRange(rows));
            Progress.Say($"{first + rows.Count} entries");
        }

        return id;
    }

    private static EntryRow Row(string datanet, int place, DateTimeOffset at)
    {
        Span<byte> chance = stackalloc byte[EntryId.ChanceBytes];
        chance.Clear();
        BitConverter.TryWriteBytes(chance, place);
        var (id, author) = (EntryId.Create(at, chance).Text, $"author{place % Authors}");
        var content = FilledDatanet.Entry(place);
        var state = place % 2 == 0 ? EntryState.Queued : EntryState.Accepted;
        var hash = CanonicalEntry.Of(content).Hash.ToString();
        var standing = new EntryStanding { EntryId = id, AuthorId = author, State = state, ContentHash = hash, Since = at, QueuedAt = state == EntryState.Queued ? at : null };
        return new EntryRow
        {
            Id = id,
            DatanetId = datanet,
            AuthorId = author,
            State = state.ToString(),
            Category = "Knots",
            Revision = 1,
            Content = StoredEntry.Write(content),
            ContentHash = hash,
            CreatedAt = at,
            UpdatedAt = at,
            QueuedAt = standing.QueuedAt,
            Order = at.ToUnixTimeMilliseconds(),
            Card = new EntryCard { Standing = standing, Licence = "CC BY 4.0", ConsentAt = at }.Json(),
        };
    }
}
