using System.Reflection;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Evaluations;
using OpenLedger.Studio.Features.Datanets.Import;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Features.Datanets.Threads;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Sharing;
using OpenLedger.Studio.Features.Runs.Tuning;
using OpenLedger.Studio.Features.Settings;
using OpenLedger.Studio.Features.Team;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Datanets;

namespace OpenLedger.Studio.Tests.Security;

/// <summary>
/// Every wish that a desk takes, wished by somebody whom the thing does not belong to, and by somebody who may only look: the store and
/// the data folder are the same afterwards, byte for byte.
/// </summary>
[Collection(InOneStudio.Name)]
public sealed class ForeignDeskTests(SharedStudio studio)
{
    // These look, or are about oneself alone: one's own account, drafts, chats and votes.
    private static readonly string[] Looks =
    [
        "AdapterFactsDesk.Of", "OwnAccountDesk.ChangePasswordAsync", "OwnAccountDesk.EndOtherSessionsAsync", "OwnAccountDesk.RenameAsync", "RehearsalDesk.Stop", "BackupDesk.CheckAsync",
        "DatanetDesk.Find", "DatanetDesk.FindForAuthor", "DatanetDesk.Left", "ImportDesk.JobOf", "ImportDesk.LookAsync", "ImportDesk.FileOf", "DoctorDesk.CheckUpOf", "EntryDesk.CheckAsync", "ReleaseDesk.ForeseeAsync", "RunDesk.NextTitle", "MachineDesk.Speed", "RunDesk.RoomOf", "SharingDesk.MayApprove", "ReleaseTrainingDesk.Curates", "HealthDesk.OfAsync", "ThreadDesk.Of", "ThreadDesk.MayWrite",

        // Begun with what only an owner is given: an upload that was theirs, a form that was read from it.
        "ImportDesk.Count", "ImportDesk.Start", "EntryImportDesk.HandIn", "DoctorDesk.FixAsync",
    ];

    private static readonly string[] LookingNames = ["All", "Find", "Read", "Line", "MayChange", "Measure", "Offers", "Page", "Choices", "Waiting", "Sessions", "OwnChats", "CanUndo", "JobOf", "OfModel", "Unfinished", "Counts", "Between", "Prove", "LastCheck", "OfSet", "OfFileAsync", "Waits", "StateOf", "Calibration", "Alike"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CurrentAccount Me { get; set; } = null!;

    /// <summary>Each wish about what is Ada's.</summary>
    private Dictionary<string, Func<Task>> Wishes => new(OfRuns().Concat(OfSets()).Concat(OfModels()).Concat(OfDatanets()).Concat(OfTheHouse()));

    /// <summary>Wishes for something new of one's own, which needs a role.</summary>
    private Dictionary<string, Func<Task>> New => new()
    {
        ["RunDesk.StartAsync"] = () => studio.Get<RunDesk>().StartAsync(new RunWish("x", "nano-llama", 1, new Training.Recipes.TrainingRecipe()), Me),
        ["TuningDesk.StartAsync"] = () => studio.Get<TuningDesk>().StartAsync(new TuningWish("x", "nano-llama", 1, 60, null!, new Training.Recipes.TrainingRecipe(), _ => new Training.Recipes.TrainingRecipe()), Me),
        ["DatasetDesk.CreateAsync"] = () => studio.Get<DatasetDesk>().CreateAsync(Me, "x", ExampleShape.Text, ["{\"text\":\"x\"}"]),
        ["DatanetDesk.CreateAsync"] = () => studio.Get<DatanetDesk>().CreateAsync(Me, DatanetsHouse.Form()),
        ["RehearsalDesk.Begin"] = () => Task.FromResult(studio.Get<RehearsalDesk>().Begin(Me, "nano-llama", Checkout.Model("nano-llama"), ["x"], "x")),
        ["ArrivalDesk.Begin"] = () => Task.FromResult((studio.Get<ArrivalDesk>().Begin(Me, new UploadedFile("x", "x.zip", "/nowhere", 1)), studio.Get<ArrivalDesk>().Begin(Me, "/", link: true))),
    };

    [Fact]
    public void EveryWishOfADesk_IsTriedHere()
    {
        var known = Wishes.Keys.Concat(New.Keys).Concat(Looks).ToHashSet(StringComparer.Ordinal);
        var untried = typeof(RunDesk).Assembly.GetTypes().Where(type => type.Name.EndsWith("Desk", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(CurrentAccount)) && !LookingNames.Contains(method.Name))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Where(name => !known.Contains(name))
            .Distinct();

        Assert.Empty(untried);
    }

    [Theory]
    [InlineData("ben")]
    [InlineData("vik")]
    public async Task Wish_AboutWhatIsAnothers_ChangesNothing(string name)
    {
        Me = await studio.PersonAsync(name);
        await TryAsync(Wishes);
    }

    [Fact]
    public async Task Wish_OfWhoMayOnlyLook_ChangesNothing()
    {
        Me = await studio.PersonAsync("vik");
        await TryAsync(New);
    }

    [Fact]
    public async Task Wish_AfterTheSessionWasEnded_ChangesNothing()
    {
        Me = await studio.PersonAsync("ada");
        await studio.Get<SessionBook>().EndAsync(Me.SessionId);

        Assert.Equal("", Me.Role);
        await TryAsync(Wishes.Where(wish => !wish.Key.EndsWith(".DropAsync", StringComparison.Ordinal)).ToDictionary());
        await TryAsync(New);
    }

    private Dictionary<string, Func<Task>> OfRuns()
    {
        Assert.True(RunId.TryParse(studio.Hers.Run, out var run));
        var (runs, sharing, searches, search) = (studio.Get<RunDesk>(), studio.Get<SharingDesk>(), studio.Get<TuningDesk>(), studio.Hers.Search);
        return new()
        {
            ["RunDesk.PauseAsync"] = () => runs.PauseAsync(run, Me),
            ["RunDesk.StopAsync"] = () => runs.StopAsync(run, Me),
            ["RunDesk.GoOnAsync"] = () => runs.GoOnAsync(run, Me),
            ["RunDesk.BeginAgainAsync"] = () => runs.BeginAgainAsync(run, Me),
            ["RunDesk.MoveAsync"] = () => runs.MoveAsync(run, forward: true, Me),
            ["RunDesk.RenameAsync"] = () => runs.RenameAsync(run, "mine", Me),
            ["SharingDesk.AskAsync"] = () => sharing.AskAsync(run, Me),
            ["SharingDesk.ApproveAsync"] = () => sharing.ApproveAsync(run, Me),
            ["SharingDesk.SendBackAsync"] = () => sharing.SendBackAsync(run, Me, "x", "x"),
            ["SharingDesk.WithdrawAsync"] = () => sharing.WithdrawAsync(run, Me),
            ["RunDesk.BringBackAsync"] = () => runs.BringBackAsync(run, Me),
            ["RunDesk.DeleteAsync"] = () => runs.DeleteAsync(run, Me),
            ["RunKeeping.KeepAsync"] = () => studio.Get<RunKeeping>().KeepAsync(run, 1, Me),
            ["TuningDesk.PauseAsync"] = () => searches.PauseAsync(search, Me),
            ["TuningDesk.GoOnAsync"] = () => searches.GoOnAsync(search, Me),
            ["TuningDesk.StopAsync"] = () => searches.StopAsync(search, Me),
            ["TuningDesk.DeleteAsync"] = () => searches.DeleteAsync(search, Me),
        };
    }

    private Dictionary<string, Func<Task>> OfSets()
    {
        var (sets, examples, set) = (studio.Get<DatasetDesk>(), studio.Get<ExampleDesk>(), studio.Hers.Set);
        ExampleDraft Draft()
        {
            var draft = ExampleDraft.New(ExampleShape.Chat);
            draft.Turns.Clear();
            draft.Turns.AddRange([new DraftTurn("user") { Text = "q" }, new DraftTurn("assistant") { Text = "a" }]);
            return draft;
        }

        return new()
        {
            ["DatasetDesk.DescribeAsync"] = () => sets.DescribeAsync(Me, set, "mine", null, null),
            ["DatasetDesk.ShareAsync"] = () => sets.ShareAsync(Me, set, isShared: true),
            ["DatasetDesk.RehearseAsync"] = () => sets.RehearseAsync(Me, set, isRehearsal: true),
            ["DatasetDesk.DeleteAsync"] = () => sets.DeleteAsync(Me, set),
            ["DatasetDesk.CopyAsync"] = () => sets.CopyAsync(Me, set, "mine", Cancellation),
            ["DatasetDesk.KeepBetterAsync"] = () => sets.KeepBetterAsync(Me, set, "mine", Cancellation),
            ["ExampleDesk.EditAsync"] = () => examples.EditAsync(Me, set, new ExampleItem(1, 1, "{}"), Draft()),
            ["ExampleDesk.AddAsync"] = () => examples.AddAsync(Me, set, Draft()),
            ["ExampleDesk.DeleteAsync"] = () => examples.DeleteAsync(Me, set, [1, 2, 3]),
            ["ExampleDesk.ReplaceAsync"] = () => examples.ReplaceAsync(Me, set, [(1, "a", "b")]),
            ["ExampleDesk.UndoAsync"] = () => examples.UndoAsync(Me, set),
            ["ExampleDesk.KeepAsync"] = () => examples.KeepAsync(Me, set, "mine", null, [new ChatTurn(true, "q"), new ChatTurn(false, "a")]),
            ["ImportDesk.DropAsync"] = () => studio.Get<ImportDesk>().DropAsync(Me, studio.Hers.Upload),
            ["ConversationDesk"] = async () =>
            {
                var chats = studio.Get<ConversationDesk>();
                Assert.Null(chats.Open(Me.Id, studio.Hers.Chat) is { } open && Me.Id != studio.Hers.Owner ? open.Place : null);
                if (Me.Id != studio.Hers.Owner)
                {
                    Assert.False(await chats.RenameAsync(Me.Id, studio.Hers.Chat, "mine"));
                    Assert.False(await chats.DeleteAsync(Me.Id, studio.Hers.Chat));
                    Assert.False(await chats.RestoreAsync(Me.Id, studio.Hers.Chat));
                }
            },
        };
    }

    private Dictionary<string, Func<Task>> OfModels()
    {
        var (adapters, arrivals) = (studio.Get<AdapterDesk>(), studio.Get<ArrivalDesk>());
        return new()
        {
            ["AdapterDesk.RenameAsync"] = () => adapters.RenameAsync(Me, studio.Hers.Adapter, "mine"),
            ["AdapterDesk.ShareAsync"] = () => adapters.ShareAsync(Me, studio.Hers.Adapter, isShared: true),
            ["AdapterDesk.DeleteAsync"] = () => adapters.DeleteAsync(Me, studio.Hers.Adapter),
            ["ModelDesk.RenameAsync"] = () => studio.Get<ModelDesk>().RenameAsync(Me, "nano-llama", "mine"),
            ["ModelRemoval.DeleteAsync"] = () => studio.Get<ModelRemoval>().DeleteAsync(Me, "nano-llama"),
            ["ArrivalDesk.Again"] = () => Done(() => arrivals.Again(Me, studio.Hers.Upload)),
            ["ArrivalDesk.GiveUpAsync"] = () => arrivals.GiveUpAsync(Me, studio.Hers.Upload),
            ["ArrivalDesk.AcceptAsync"] = () => arrivals.AcceptAsync(Me, studio.Hers.Upload, "mine", null),
            ["ArrivalDesk.RemoveAsync"] = () => arrivals.RemoveAsync(Me, new UploadedFile("00000000000000000000000000000000", "x", "/nowhere", 1)),
        };
    }

    private Dictionary<string, Func<Task>> OfDatanets()
    {
        var (datanets, members, entries, releases, review, hers) =
            (studio.Get<DatanetDesk>(), studio.Get<MemberDesk>(), studio.Get<EntryDesk>(), studio.Get<ReleaseDesk>(), studio.Get<ReviewDesk>(), studio.Hers);
        var evaluations = studio.Get<EvaluationDesk>();
        var given = DatanetsHouse.Entry("What else can a bowline hold?", "Whatever a loop can hold that must not slip when the line is under load.");
        return new()
        {
            ["DatanetDesk.SaveAsync"] = () => datanets.SaveAsync(Me, hers.Datanet, DatanetsHouse.Form()),
            ["DatanetDesk.DeleteAsync"] = () => datanets.DeleteAsync(Me, hers.Datanet),
            ["MemberDesk.JoinAsync"] = () => members.JoinAsync(Me, hers.Datanet),
            ["MemberDesk.PutAsync"] = () => members.PutAsync(Me, hers.Datanet, Me.Name, DatanetRole.Curator),
            ["MemberDesk.RemoveAsync"] = () => members.RemoveAsync(Me, hers.Datanet, hers.Owner),
            ["EntryDesk.SubmitAsync"] = () => entries.SubmitAsync(Me, hers.Datanet, given),
            ["EntryDesk.KeepAsync"] = () => entries.KeepAsync(Me, hers.Datanet, [given]),
            ["EntryDesk.WithdrawAsync"] = () => entries.WithdrawAsync(Me, hers.Entry),
            ["EntryDesk.AppealAsync"] = () => entries.AppealAsync(Me, hers.Entry, "please"),
            ["EntryDesk.ApplyAsync"] = () => entries.ApplyAsync(Me, hers.Entry, EntryCommand.Appeal("please")),
            ["EntryDesk.TakeOutAsync"] = () => entries.TakeOutAsync(Me, hers.Entry, new ReasonGiven("licence"), consentWithdrawn: true),
            ["ThreadDesk.SayAsync"] = () => studio.Get<ThreadDesk>().SayAsync(Me, hers.Entry, "mine"),
            ["EvaluationDesk.CheckAgain"] = () => Done(() => evaluations.CheckAgain(Me, hers.Datanet)),
            ["EvaluationDesk.AddSetAsync"] = () => evaluations.AddSetAsync(Me, hers.Datanet, hers.Set, onlyHeldOut: false, Cancellation),
            ["EvaluationDesk.AddFileAsync"] = () => evaluations.AddFileAsync(Me, hers.Datanet, new UploadedFile(hers.EntryUpload, "x.jsonl", "/nowhere", 1), Cancellation),
            ["EvaluationDesk.RemoveAsync"] = () => evaluations.RemoveAsync(Me, hers.Datanet, "any"),
            ["EvaluationDesk.TakeOutAsync"] = () => evaluations.TakeOutAsync(Me, hers.Datanet, hers.Entry),
            ["EntryImportDesk.Open"] = () => Task.FromResult(datanets.Find(Me, hers.Datanet) is { } found ? studio.Get<EntryImportDesk>().Open(Me, found, hers.EntryUpload) : null),
            ["EntryImportDesk.DropAsync"] = () => studio.Get<EntryImportDesk>().DropAsync(Me, hers.EntryUpload),
            ["ReleaseDesk.MakeAsync"] = () => releases.MakeAsync(Me, hers.Datanet, null, Cancellation),
            ["ReleaseDesk.RevokeAsync"] = () => releases.RevokeAsync(Me, hers.Datanet, hers.Release.Version.ToString(), "mine"),
            ["ReviewDesk.NextAsync"] = () => review.NextAsync(Me, hers.Datanet, []),
            ["ReviewDesk.NextEscalatedAsync"] = () => review.NextEscalatedAsync(Me, hers.Datanet, []),
            ["ReviewDesk.EscalateAsync"] = () => review.EscalateAsync(Me, hers.Entry, "mine"),
            ["ReviewDesk.VoteAsync"] = () => review.VoteAsync(Me, new Ballot("key", hers.Entry, Verdict.Accept, [])),
            ["ReviewDesk.TakeAndVoteAsync"] = () => review.TakeAndVoteAsync(Me, new Ballot("key", hers.Entry, Verdict.Accept, [])),
            ["KnownDesk.JudgeAsync"] = () => studio.Get<KnownDesk>().JudgeAsync(Me, hers.Datanet, new KnownBallot("key", hers.Entry, Verdict.Accept)),
            ["KnownDesk.ContestAsync"] = () => studio.Get<KnownDesk>().ContestAsync(Me, hers.Datanet, hers.Entry),
            ["KnownShelf.MarkAsync"] = () => studio.Get<KnownShelf>().MarkAsync(Me, hers.Datanet, hers.Entry, "mine"),
            ["KnownShelf.TakeOutAsync"] = () => studio.Get<KnownShelf>().TakeOutAsync(Me, hers.Datanet, hers.Entry),
            ["KnownShelf.UpholdAsync"] = () => studio.Get<KnownShelf>().UpholdAsync(Me, hers.Datanet, hers.Entry),
            ["ReviewDesk.SkipAsync"] = () => review.SkipAsync(Me, hers.Entry, "mine"),
        };
    }

    private Dictionary<string, Func<Task>> OfTheHouse()
    {
        var (team, hers) = (studio.Get<TeamDesk>(), studio.Hers);
        return new()
        {
            ["TeamDesk.ChangeRoleAsync"] = () => team.ChangeRoleAsync(Me, Me.Id, Roles.Admin),
            ["TeamDesk.CloseAsync"] = () => team.CloseAsync(Me, hers.Owner),
            ["TeamDesk.ReopenAsync"] = () => team.ReopenAsync(Me, hers.Owner),
            ["TeamDesk.EndSessionsAsync"] = () => team.EndSessionsAsync(Me, hers.Owner),
            ["TeamDesk.NewPasswordAsync"] = () => team.NewPasswordAsync(Me, hers.Owner),
            ["InvitationDesk.InviteAsync"] = () => studio.Get<InvitationDesk>().InviteAsync(Me, Roles.Admin, null),
            ["InvitationDesk.WithdrawAsync"] = () => studio.Get<InvitationDesk>().WithdrawAsync(Me, "any"),
            ["OwnAccountDesk.EndSessionAsync"] = () => studio.Get<OwnAccountDesk>().EndSessionAsync(Me, studio.Get<SessionBook>().Of(hers.Owner).FirstOrDefault(session => session.Id != Me.SessionId && Me.Id != hers.Owner)?.Id ?? "any"),
            ["SettingsDesk.ChangeAsync"] = () => studio.Get<SettingsDesk>().ChangeAsync(Me, RunSettings.Webhook.Key, "https://evil.example/x"),
            ["SettingsDesk.ResetAsync"] = () => studio.Get<SettingsDesk>().ResetAsync(Me, RunSettings.Webhook.Key),
            ["StorageDesk.ClearAsync"] = async () =>
            {
                foreach (var (kind, id) in new[] { (StorageKinds.Runs, hers.Run), (StorageKinds.Adapters, hers.Adapter), (StorageKinds.Datasets, hers.Set), (StorageKinds.Chats, hers.Chat), (StorageKinds.Searches, hers.Search), (StorageKinds.Uploads, hers.Upload), (StorageKinds.Database, "studio.db") })
                {
                    Assert.NotNull(await studio.Get<StorageDesk>().ClearAsync(Me, kind, id, Cancellation));
                }
            },
            ["TrashDesk.RestoreAsync"] = () => studio.Get<TrashDesk>().RestoreAsync(Me, StorageKinds.Runs, hers.Run, Cancellation),
            ["TrashDesk.RemoveAsync"] = () => studio.Get<TrashDesk>().RemoveAsync(Me, StorageKinds.Runs, hers.Run, Cancellation),
            ["TrashDesk.EmptyAsync"] = () => studio.Get<TrashDesk>().EmptyAsync(Me, Cancellation),
            ["BackupDesk.Make"] = () => Task.FromResult(studio.Get<BackupDesk>().Make(Me, withFiles: true)),
            ["BackupDesk.DeleteAsync"] = () => studio.Get<BackupDesk>().DeleteAsync(Me, "studio-20260101-000000.zip"),
            ["BackupDesk.TakeAsync"] = () => studio.Get<BackupDesk>().TakeAsync(Me, "studio-20260101-000000.zip"),
        };
    }

    private async Task TryAsync(Dictionary<string, Func<Task>> wishes)
    {
        using var writes = StudioState.Writes(studio);
        var (before, written) = (StudioState.Of(studio), StudioState.Count(writes));
        foreach (var (name, wish) in wishes)
        {
            await wish();
            if (StudioState.Count(writes) is var now && now != written)
            {
                written = now;
                Assert.True(before == StudioState.Of(studio), $"{name} changed something for {Me.Name} ({Me.Role})");
            }
        }

        Assert.True(before == StudioState.Of(studio), $"a file is another after all wishes of {Me.Name} ({Me.Role})");
    }

    private static Task Done(Action wish)
    {
        wish();
        return Task.CompletedTask;
    }
}
