using System.IO.Compression;
using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Store;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>The models feature over a temporary data folder, with people of every role. Nothing works in the background: a test does each step.</summary>
internal sealed class ModelsHouse : IDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly StoreHouse _store;
    private readonly ServiceProvider _services;

    public ModelsHouse(TemporaryFolder? folder = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        Folder = folder ?? _own!;
        _store = new StoreHouse(Folder);
        Options = new StudioOptions { DataFolder = Folder.Path, ModelsFolder = Path.Combine(Checkout.Root, "models"), StarterSetFolder = Path.Combine(Checkout.Root, "starter-set") };
        _services = new ServiceCollection().AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<StudioSettings>().AddSingleton(Options).AddSingleton<TimeProvider>(Clock).AddSingleton(_ => _store.Data).AddSingleton(_store.Contexts).AddSingleton(_ => _store.Queue)
            .AddSingleton<AccountDirectory>().AddSingleton<SessionBook>().AddSingleton<AuditLog>().AddQuotas()
            .AddUploads().AddSingleton<FreeSpace>(_ => Free)
            .AddData().AddSingleton<GateShelf>().AddSingleton<DatanetDesk>().AddSingleton<ReleaseTrainingDesk>().AddRuns().AddModels()
            .BuildServiceProvider();
        Admin = Person("Ada", Roles.Admin);
        Trainer = Person("Theo", Roles.Trainer);
        Other = Person("Olga", Roles.Trainer);
        Viewer = Person("Vik", Roles.Viewer);
    }

    public TemporaryFolder Folder { get; }

    public StudioOptions Options { get; }

    public ManualClock Clock { get; } = new();

    public long Free { get; set; } = 100_000_000_000;

    public DataFolder Data => _store.Data;

    public CurrentAccount Admin { get; }

    public CurrentAccount Trainer { get; }

    public CurrentAccount Other { get; }

    public CurrentAccount Viewer { get; }

    public ModelDesk Desk => Get<ModelDesk>();

    public ArrivalDesk Arrivals => Get<ArrivalDesk>();

    public AdapterDesk Adapters => Get<AdapterDesk>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The names of what lies in the models folder of the studio's data.</summary>
    public IReadOnlyList<string> Left => [.. Directory.EnumerateFileSystemEntries(Data.Models).Concat(Directory.EnumerateFileSystemEntries(Data.Adapters)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>Uploads bytes as a file, begins to add it, and judges it.</summary>
    public async Task<Arrival> ArriveAsync(byte[] zip, CurrentAccount? person = null, string name = "model.zip", string? modelId = null)
    {
        var me = person ?? Trainer;
        var uploads = Get<Uploads>();
        var id = (await uploads.BeginAsync(me.Id, modelId is null ? ModelsModule.ModelUpload : ModelsModule.AdapterUpload, name, zip.Length)).State!.Id;
        for (var offset = 0; offset < zip.Length; offset += Uploads.MostPieceBytes)
        {
            var piece = zip.AsMemory(offset, Math.Min(Uploads.MostPieceBytes, zip.Length - offset)).ToArray();
            await uploads.WriteAsync(me.Id, id, offset, new MemoryStream(piece), TestContext.Current.CancellationToken);
        }

        return Judge(me, Arrivals.Begin(me, uploads.Finished(me.Id, id)!, modelId).Id!);
    }

    /// <summary>Begins to add a local folder and judges it.</summary>
    public Arrival Arrive(string folder, bool link = false) => Judge(Admin, Arrivals.Begin(Admin, folder, link).Id!);

    public Arrival Judge(CurrentAccount me, string id)
    {
        Get<ArrivalWorker>().Work(id, TestContext.Current.CancellationToken);
        return Arrivals.Find(me, id)!;
    }

    /// <summary>A zip file of a folder's files, with what a test adds, changes (or leaves out: null).</summary>
    public static byte[] Zip(string folder, string root = "", params (string Name, byte[]? Content)[] changes)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var names = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Union(changes.Select(change => change.Name)).Order(StringComparer.Ordinal);
            foreach (var name in names)
            {
                var change = changes.FirstOrDefault(change => change.Name == name);
                var content = change.Name is null ? File.ReadAllBytes(Path.Combine(folder, name)) : change.Content;
                if (content is not null)
                {
                    using var entry = zip.CreateEntry(root + name, CompressionLevel.Fastest).Open();
                    entry.Write(content);
                }
            }
        }

        return bytes.ToArray();
    }

    public void Dispose()
    {
        _services.Dispose();
        _store.Dispose();
        _own?.Dispose();
    }

    private CurrentAccount Person(string name, string role)
    {
        var known = _store.Read(context => context.Users.FirstOrDefault(account => account.UserName == name));
        var account = known ?? new Account { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = role, CreatedAt = Clock.GetUtcNow() };
        if (known is null)
        {
            _store.Queue.Write(context => context.Users.Add(account));
            Get<AccountDirectory>().Refresh();
        }

        var session = Get<SessionBook>().BeginAsync(account.Id, null, null).GetAwaiter().GetResult();
        var person = new CurrentAccount(Get<AccountDirectory>(), Get<SessionBook>());
        person.Be(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(SessionBook.Claim, session)])));
        return person;
    }
}
