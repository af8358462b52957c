using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Sharing;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>The runs feature over a temporary data folder with a store of its own, with a trainer of the test's choice.</summary>
internal sealed class RunsHouse : IDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly IHost _host;

    public RunsHouse(Trainer trainer, TemporaryFolder? folder = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        var data = DataFolder.Open((folder ?? _own!).Path, StudioAddress.Default, TimeProvider.System);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Services.AddSingleton<StudioSettings>().AddSingleton(TimeProvider.System).AddSingleton(new StudioOptions()).AddSingleton(_ => data)
            .AddStore(data.Database).AddSingleton<AccountDirectory>().AddSingleton<SessionBook>().AddSingleton<AuditLog>().AddQuotas()
            .AddLocalization().AddSingleton<GateShelf>().AddSingleton<DatanetDesk>().AddSingleton<ReleaseTrainingDesk>().AddRuns().AddSingleton(trainer);
        _host = builder.Build();
        _ = _host.Services.GetRequiredService<DataFolder>();
        StoreOpening.Open(_host.Services.GetRequiredService<IDbContextFactory<StudioContext>>(), data, TimeProvider.System);
        Me = Person("admin", Roles.Admin);
    }

    public RunBook Book => _host.Services.GetRequiredService<RunBook>();

    public RunFolders Folders => Book.Folders;

    public RunQueue Queue => _host.Services.GetRequiredService<RunQueue>();

    public RunFeed Feed => _host.Services.GetRequiredService<RunFeed>();

    public RunDesk Desk => _host.Services.GetRequiredService<RunDesk>();

    public SharingDesk Sharing => _host.Services.GetRequiredService<SharingDesk>();

    public RunExecution Execution => _host.Services.GetRequiredService<RunExecution>();

    /// <summary>An admin.</summary>
    public CurrentAccount Me { get; }

    public IServiceProvider Services => _host.Services;

    public static RunOutcome Outcome { get; } = new(new RunScores(1, 40, 93, 100, 4), new RunScores(34, 40, 92, 100, 0.5), 0.5, 20, "adapter");

    /// <summary>Somebody with an account, signed in.</summary>
    public CurrentAccount Person(string name, string role)
    {
        var (accounts, sessions, writes) = (_host.Services.GetRequiredService<AccountDirectory>(), _host.Services.GetRequiredService<SessionBook>(), _host.Services.GetRequiredService<WriteQueue>());
        var id = writes.Write(context =>
        {
            if (context.Users.FirstOrDefault(account => account.UserName == name) is { } known)
            {
                return known.Id;
            }

            var account = new Account { UserName = name, Role = role, CreatedAt = DateTimeOffset.UnixEpoch };
            context.Users.Add(account);
            return account.Id;
        });
        accounts.Refresh();
        var session = sessions.BeginAsync(id, "test", null).GetAwaiter().GetResult();
        var person = new CurrentAccount(accounts, sessions);
        person.Be(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim(SessionBook.Claim, session)], "test")));
        return person;
    }

    public RunId Wish(string title = "Bellmar, first try", CurrentAccount? by = null) =>
        Desk.StartAsync(Asked(title), by ?? Me).GetAwaiter().GetResult().Id!.Value;

    public static RunWish Asked(string title) =>
        new(title, "nano-llama", 200, new TrainingRecipe { Model = AppContext.BaseDirectory, Data = [new DataSource(typeof(RunsHouse).Assembly.Location)] });

    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public RunState? StateOf(RunId id) => Desk.Find(id, Me)?.State;

    /// <summary>Gives a run its turn here and now.</summary>
    public void Train(RunId id, CancellationToken hostStopping = default)
    {
        var turn = Queue.Begin(id, hostStopping);
        Execution.Execute(turn, hostStopping);
        turn.End();
    }

    public void Dispose()
    {
        _host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _own?.Dispose();
    }
}
