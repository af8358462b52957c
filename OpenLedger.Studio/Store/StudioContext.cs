using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Store;

/// <summary>
/// The one store. Reads take a context of their own from the factory and let it go at once; writes go through
/// <see cref="WriteQueue"/>, and what saves by itself (Identity) is led there by <see cref="SaveChanges(bool)"/>.
/// </summary>
public sealed class StudioContext(DbContextOptions<StudioContext> options) : IdentityUserContext<Account>(options)
{
    private WriteQueue? _queue;

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<TuningRow> Tunings => Set<TuningRow>();

    public DbSet<ModelRow> Models => Set<ModelRow>();

    public DbSet<AdapterRow> Adapters => Set<AdapterRow>();

    public DbSet<DatasetRow> Datasets => Set<DatasetRow>();

    public DbSet<ExampleRow> Examples => Set<ExampleRow>();

    public DbSet<ExampleEdit> ExampleEdits => Set<ExampleEdit>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<VoteRow> Votes => Set<VoteRow>();

    public DbSet<DraftRow> Drafts => Set<DraftRow>();

    public DbSet<UploadRow> Uploads => Set<UploadRow>();

    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<SettingRow> Settings => Set<SettingRow>();

    public DbSet<DatanetRow> Datanets => Set<DatanetRow>();

    public DbSet<DatanetVersionRow> DatanetVersions => Set<DatanetVersionRow>();

    public DbSet<DatanetMemberRow> DatanetMembers => Set<DatanetMemberRow>();

    public DbSet<EntryRow> Entries => Set<EntryRow>();

    public DbSet<EntryRevisionRow> EntryRevisions => Set<EntryRevisionRow>();

    public DbSet<EntryEventRow> EntryEvents => Set<EntryEventRow>();

    public DbSet<EntryMilestoneRow> EntryMilestones => Set<EntryMilestoneRow>();

    public DbSet<EntryMessageRow> EntryMessages => Set<EntryMessageRow>();

    public DbSet<ReviewRow> Reviews => Set<ReviewRow>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    public DbSet<EvaluationSetRow> EvaluationSets => Set<EvaluationSetRow>();

    public DbSet<GoldRow> Gold => Set<GoldRow>();

    public DbSet<GoldAnswerRow> GoldAnswers => Set<GoldAnswerRow>();

    public DbSet<ReleaseRow> Releases => Set<ReleaseRow>();

    public DbSet<ReleaseEntryRow> ReleaseEntries => Set<ReleaseEntryRow>();

    /// <summary>From now on this context saves through the queue.</summary>
    internal StudioContext Through(WriteQueue queue)
    {
        _queue = queue;
        return this;
    }

    /// <summary>Saves on the writer's thread.</summary>
    internal int SaveNow() => base.SaveChanges(acceptAllChangesOnSuccess: true);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        _queue is null ? throw NotByItself() : _queue.SaveAsync(this).GetAwaiter().GetResult();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        _queue is null ? throw NotByItself() : _queue.SaveAsync(this);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TimeConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<RunRow>().HasIndex(run => new { run.State, run.Order });
        builder.Entity<RunRow>().HasIndex(run => run.TuningId);
        builder.Entity<ExampleRow>().HasIndex(example => new { example.DatasetId, example.Position });
        builder.Entity<ExampleEdit>().HasIndex(edit => new { edit.DatasetId, edit.Id });
        builder.Entity<ConversationRow>().HasIndex(chat => chat.OwnerId);
        builder.Entity<DraftRow>().HasKey(draft => new { draft.OwnerId, draft.Key });
        builder.Entity<SessionRow>().HasIndex(session => session.AccountId);
        builder.Entity<SettingRow>().HasKey(setting => setting.Key);
        builder.Entity<InvitationRow>().HasIndex(invitation => invitation.SecretHash).IsUnique();
        DatanetModel.Declare(builder);
    }

    private static InvalidOperationException NotByItself() =>
        new("Writes go through the WriteQueue: a context from the factory only reads.");

    /// <summary>Times as a number, so that the database sorts and compares them.</summary>
    private sealed class TimeConverter() : ValueConverter<DateTimeOffset, long>(
        time => time.UtcTicks / TimeSpan.TicksPerMillisecond,
        number => new DateTimeOffset(number * TimeSpan.TicksPerMillisecond, TimeSpan.Zero));
}
