using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Import;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Tuning;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;
using OpenLedger.Studio.Tests.Accounts;
using OpenLedger.Studio.Tests.Datanets;
using OpenLedger.Studio.Tests.Shell;

namespace OpenLedger.Studio.Tests.Security;

/// <summary>
/// The whole studio with four people in it: an admin; Ada, who owns one of everything; Ben, who may train; Vik, who may only look. All
/// that is Ada's has a name that is markup, so that it shows where a name gets out, and where it would run.
/// </summary>
public sealed class SharedStudio : IAsyncLifetime
{
    public const string Mark = "Zweiglein";
    public const string Name = Mark + " <img src=x onerror=alert(1)>\"'";

    private const string Ada = "ada";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, HttpClient> _clients = [];
    private AsyncServiceScope _scope;
    private int _newcomers;

    public WebApplication App { get; private set; } = null!;

    public string DataPath => _folder.Path;

    internal Belongings Hers { get; private set; } = null!;

    internal T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        App = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}", $"--Studio:AdminPassword={People.Password}"]);
        await StudioApp.StartAsync(App);
        _scope = App.Services.CreateAsyncScope();
        Invite(Ada, Roles.Trainer);
        Invite("ben", Roles.Trainer);
        Invite("vik", Roles.Viewer);
        Hers = await FurnishAsync(await PersonAsync(Ada));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _scope.DisposeAsync();
        await App.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Somebody of whom nobody has heard yet; their name.</summary>
    public string Newcomer() => Invite($"new-{Interlocked.Increment(ref _newcomers)}", Roles.Trainer);

    /// <summary>Somebody's browser, signed in once.</summary>
    public async Task<HttpClient> BrowserAsync(string name) =>
        _clients.TryGetValue(name, out var client) ? client : _clients[name] = await Door.EnterAsync(App, People.Password, name);

    /// <summary>Somebody as the desks see them.</summary>
    internal async Task<CurrentAccount> PersonAsync(string name)
    {
        var id = Get<AccountDirectory>().Find(name)!;
        var session = await Get<SessionBook>().BeginAsync(id, "test", "127.0.0.1");
        var person = new CurrentAccount(Get<AccountDirectory>(), Get<SessionBook>());
        person.Be(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim(SessionBook.Claim, session)], "test")));
        return person;
    }

    private string Invite(string name, string role)
    {
        var account = new Account { UserName = name, NormalizedUserName = AccountNames.Key(name), Role = role, CreatedAt = default };
        Passwords.Set(account, People.Hash.Value);
        Get<WriteQueue>().Write(context => context.Users.Add(account));
        Get<AccountDirectory>().Refresh();
        return name;
    }

    private async Task<Belongings> FurnishAsync(CurrentAccount ada)
    {
        var set = await Get<DatasetDesk>().CreateAsync(ada, Name, ExampleShape.Chat, ["""{"messages":[{"role":"user","content":"<script>alert(1)</script>"},{"role":"assistant","content":"yes"}]}"""]);
        var run = await Get<RunBook>().CreateAsync(
            new RunCard { Id = string.Empty, OwnerId = ada.Id, Title = Name, Model = "nano-llama", CreatedAt = DateTimeOffset.UnixEpoch, QueuedAt = DateTimeOffset.UnixEpoch, State = RunState.Finished },
            folder => Models.MadeAdapter.Write(folder, Checkout.Model("nano-llama")));
        var adapters = Directory.CreateDirectory(Path.Combine(Get<DataFolder>().Adapters, "brought")).FullName;
        Models.MadeAdapter.Write(adapters, Checkout.Model("nano-llama"));
        Get<WriteQueue>().Write(context => context.Adapters.Add(new AdapterRow { Id = "brought", OwnerId = ada.Id, Name = Name, ModelId = "nano-llama", Folder = "brought", Origin = "Imported", Card = "{}" }));
        var search = new TuningCard { Id = RunId.New(DateTimeOffset.UnixEpoch).Value, OwnerId = ada.Id, Title = Name, Model = "nano-llama", State = TuningState.Stopped };
        await Get<TuningBook>().AddAsync(search);
        var chat = await Get<ConversationDesk>().SaveAsync(ada.Id, null, SavedChat.Of(new ChatThread { Rounds = [new ChatRound(Name)] }, ["base:nano-llama"]));
        var (datanet, entry, release) = await PublishAsync(ada);
        return new Belongings(ada.Id, set!.Id, run.Id, "brought", search.Id, chat!.Id, datanet, entry, release, await BringAsync(ada, ImportDesk.Purpose), await BringAsync(ada, EntryImportDesk.Purpose));
    }

    private async Task<(string Datanet, string Entry, ReleaseView Release)> PublishAsync(CurrentAccount ada)
    {
        var form = DatanetsHouse.Form(visibility: DatanetVisibility.InviteOnly);
        (form.Title, form.Purpose, form.Guidelines) = (Name, Name, $"[{Mark}](javascript:alert(1)) <script>alert(1)</script>");
        var (datanet, problems) = await Get<DatanetDesk>().CreateAsync(ada, form);
        Assert.Empty(problems);
        var entry = await Get<EntryDesk>().SubmitAsync(ada, datanet!, DatanetsHouse.Entry($"How does a sailor of {Name} tie a bowline?", "The end goes up through the loop, around the standing part and back down again."));
        Assert.True(entry.IsDone, entry.Problem?.ToString());
        var (made, problem) = await Get<ReleaseDesk>().MakeAsync(ada, datanet!, null, CancellationToken.None);
        Assert.True(made is not null, problem?.ToString());
        return (datanet!, entry.EntryId!, made!);
    }

    private async Task<string> BringAsync(CurrentAccount ada, string purpose)
    {
        var bytes = Encoding.UTF8.GetBytes("{\"prompt\":\"" + Mark + "\",\"response\":\"yes\"}\n");
        var begun = await Get<Uploads>().BeginAsync(ada.Id, purpose, Mark + ".jsonl", bytes.Length);
        using var stream = new MemoryStream(bytes);
        await Get<Uploads>().WriteAsync(ada.Id, begun.State!.Id, 0, stream, CancellationToken.None);
        return begun.State.Id;
    }
}

/// <summary>One studio for all tests that only look, or come with newcomers of their own.</summary>
[CollectionDefinition(Name)]
public sealed class InOneStudio : ICollectionFixture<SharedStudio>
{
    public const string Name = "shared studio";
}

/// <summary>The ids of what is Ada's.</summary>
internal sealed record Belongings(
    string Owner, string Set, string Run, string Adapter, string Search, string Chat, string Datanet, string Entry, ReleaseView Release, string Upload, string EntryUpload);
