using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Playground;

/// <summary>The playground over a temporary data folder, with the bundled models' names and models that only repeat what they hear.</summary>
internal sealed class PlaygroundHouse : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _data;
    private readonly ServiceProvider? _own;
    private IServiceProvider? _services;
    private int _runs;

    public PlaygroundHouse(IServiceCollection? services = null)
    {
        _data = DataFolder.Open(_folder.Path, StudioAddress.Default, TimeProvider.System);
        var furnished = services ?? new ServiceCollection().AddLogging().AddLocalization();
        furnished.AddSingleton(TimeProvider.System).AddSingleton(new StudioOptions { ModelsFolder = Path.Combine(Checkout.Root, "models") })
            .AddSingleton(_ => _data).AddStore(_data.Database)
            .AddSingleton<AccountDirectory>().AddSingleton<SessionBook>().AddSingleton<AuditLog>().AddSingleton<CurrentAccount>().AddQuotas()
            .AddSingleton<StudioSettings>().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<ModelDesk>().AddSingleton<AdapterBook>().AddSingleton<AdapterDesk>().AddSingleton<GateShelf>().AddSingleton<DatanetDesk>().AddSingleton<ReleaseTrainingDesk>().AddRuns().AddPlayground()
            .AddSingleton(Memory).AddSingleton(Shelves.With(_ => Model, Memory));
        _own = services is null ? furnished.BuildServiceProvider() : null;
        _services = _own;
    }

    public FakeChatModel Model { get; } = new();

    /// <summary>How much memory can be had.</summary>
    public long Free { get; set; } = long.MaxValue;

    public IServiceProvider Services => _services!;

    private ChatMemory Memory => new(_ => 1_000_000_000, () => Free);

    /// <summary>Opens the store once the services are complete.</summary>
    public PlaygroundHouse Open(IServiceProvider? services = null)
    {
        _services ??= services;
        _ = Get<DataFolder>();
        StoreOpening.Open(Get<IDbContextFactory<StudioContext>>(), _data, TimeProvider.System);
        return this;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Somebody signs in and sits in front of the page.</summary>
    public CurrentAccount SignIn(string name, string role)
    {
        var person = Get<CurrentAccount>();
        person.Be(Enter(name, role));
        return person;
    }

    /// <summary>Somebody else, who is signed in too.</summary>
    public CurrentAccount Person(string name, string role)
    {
        var person = new CurrentAccount(Get<AccountDirectory>(), Get<SessionBook>());
        person.Be(Enter(name, role));
        return person;
    }

    /// <summary>A run of a bundled model that has an adapter.</summary>
    public string Trained(CurrentAccount owner, string title, string model = "nano-llama", bool isShared = false)
    {
        var now = DateTimeOffset.UnixEpoch.AddMinutes(++_runs);
        var card = new RunCard { Id = string.Empty, OwnerId = owner.Id, Title = title, Model = model, CreatedAt = now, QueuedAt = now, State = RunState.Finished, IsShared = isShared };
        return Get<RunBook>().CreateAsync(card, folder =>
        {
            foreach (var name in new[] { "adapter_config.json", "adapter_model.safetensors" })
            {
                File.WriteAllText(Path.Combine(folder, name), "{}");
            }
        }).GetAwaiter().GetResult().Id;
    }

    public T Read<T>(Func<StudioContext, T> ask)
    {
        using var context = Get<IDbContextFactory<StudioContext>>().CreateDbContext();
        return ask(context);
    }

    public void Dispose()
    {
        _own?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
        _folder.Dispose();
    }

    private ClaimsPrincipal Enter(string name, string role)
    {
        var id = Get<WriteQueue>().Write(context =>
        {
            if (context.Users.FirstOrDefault(account => account.UserName == name) is { } known)
            {
                return known.Id;
            }

            var account = new Account { UserName = name, Role = role, CreatedAt = DateTimeOffset.UnixEpoch };
            context.Users.Add(account);
            return account.Id;
        });
        Get<AccountDirectory>().Refresh();
        var session = Get<SessionBook>().BeginAsync(id, "test", null).GetAwaiter().GetResult();
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim(SessionBook.Claim, session)], "test"));
    }
}
