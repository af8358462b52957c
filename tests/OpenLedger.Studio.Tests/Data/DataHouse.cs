using System.Security.Claims;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Rehearsal;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Data;

/// <summary>The data feature over a temporary data folder, with the bundled sets and models.</summary>
internal sealed class DataHouse : IDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly DataFolder _data;
    private readonly ServiceProvider? _ownServices;
    private IServiceProvider? _services;

    public DataHouse(IServiceCollection? services = null, TemporaryFolder? folder = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        _data = DataFolder.Open((folder ?? _own!).Path, StudioAddress.Default, TimeProvider.System);
        var options = new StudioOptions { ModelsFolder = Path.Combine(Checkout.Root, "models"), StarterSetFolder = Path.Combine(Checkout.Root, "starter-set") };
        var furnished = services ?? new ServiceCollection().AddLogging().AddLocalization();
        furnished.AddSingleton(TimeProvider.System).AddSingleton(options).AddSingleton(_ => _data).AddStore(_data.Database)
            .AddSingleton<AccountDirectory>().AddSingleton<SessionBook>().AddSingleton<AuditLog>().AddSingleton<CurrentAccount>().AddQuotas()
            .AddSingleton<ModelDesk>().AddUploads().AddData()
            .AddSingleton<IGeneralAnswers>(Answers);
        furnished.TryAddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        furnished.TryAddSingleton<StudioSettings>();
        _ownServices = services is null ? furnished.BuildServiceProvider() : null;
        _services = _ownServices;
    }

    /// <summary>Stands for the models that are asked general questions.</summary>
    public FakeAnswers Answers { get; } = new();

    public DataFolder Folder => _data;

    public DatasetDesk Sets => Get<DatasetDesk>();

    public ExampleDesk Examples => Get<ExampleDesk>();

    public ImportDesk Imports => Get<ImportDesk>();

    /// <summary>Opens the store once the services are complete.</summary>
    public DataHouse Open(IServiceProvider? services = null)
    {
        _services ??= services;
        StoreOpening.Open(Get<IDbContextFactory<StudioContext>>(), _data, TimeProvider.System);
        return this;
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>Somebody signs in and sits in front of the page.</summary>
    public CurrentAccount SignIn(string name = "vera", string role = Roles.Trainer)
    {
        var person = Get<CurrentAccount>();
        person.Be(Enter(name, role));
        return person;
    }

    /// <summary>Somebody else, who is signed in too.</summary>
    public CurrentAccount Person(string name, string role = Roles.Trainer)
    {
        var person = new CurrentAccount(Get<AccountDirectory>(), Get<SessionBook>());
        person.Be(Enter(name, role));
        return person;
    }

    /// <summary>A file arrives whole; its id.</summary>
    public Task<string> UploadAsync(CurrentAccount me, string name, byte[] bytes) => UploadAsync(me, ImportDesk.Purpose, name, bytes);

    public async Task<string> UploadAsync(CurrentAccount me, string purpose, string name, byte[] bytes)
    {
        var uploads = Get<Uploads>();
        var begun = await uploads.BeginAsync(me.Id, purpose, name, bytes.Length);
        Assert.Null(begun.Problem);
        for (var offset = 0; offset < bytes.Length; offset += Uploads.MostPieceBytes)
        {
            var piece = bytes.AsMemory(offset, Math.Min(Uploads.MostPieceBytes, bytes.Length - offset)).ToArray();
            await uploads.WriteAsync(me.Id, begun.State!.Id, offset, new MemoryStream(piece), CancellationToken.None);
        }

        return begun.State!.Id;
    }

    /// <summary>A file becomes a set.</summary>
    public async Task<Dataset> ImportAsync(CurrentAccount me, string name, string text, ImportOptions? options = null)
    {
        var job = await FinishedAsync(me, await UploadAsync(me, name, Encoding.UTF8.GetBytes(text)), options);
        Assert.Equal((ImportStage.Done, (Wording?)null), (job.Stage, job.Problem));
        return Sets.Find(me, job.DatasetId!)!;
    }

    /// <summary>An import that went to its end, whatever that is.</summary>
    public async Task<ImportJob> FinishedAsync(CurrentAccount me, string uploadId, ImportOptions? options = null)
    {
        var form = await Imports.LookAsync(me, uploadId, FormCorrection.None, CancellationToken.None);
        var job = Imports.Start(me, uploadId, form!, options ?? new ImportOptions(), "My set", isRehearsal: false)!;
        await Eventually.True(() => job.IsOver);
        return job;
    }

    public T Read<T>(Func<StudioContext, T> ask)
    {
        using var context = Get<IDbContextFactory<StudioContext>>().CreateDbContext();
        return ask(context);
    }

    public void Dispose()
    {
        _ownServices?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
        _own?.Dispose();
    }

    private ClaimsPrincipal Enter(string name, string role)
    {
        var account = new Account { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = role, CreatedAt = TimeProvider.System.GetUtcNow() };
        Get<WriteQueue>().Write(context => context.Users.Add(account));
        Get<AccountDirectory>().Refresh();
        var session = Get<SessionBook>().BeginAsync(account.Id, "a test", null).GetAwaiter().GetResult();
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(SessionBook.Claim, session)], "test"));
    }
}
