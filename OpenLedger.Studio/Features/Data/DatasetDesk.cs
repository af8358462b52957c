using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Data;

/// <summary>
/// The one door to sets of examples: which there are, what they are called, whom they belong to, and their examples as a file that a
/// run trains on. Whoever asks comes along: what is not theirs to see does not exist for them.
/// </summary>
internal sealed class DatasetDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, BundledSets bundled, Quotas quotas, AuditLog audit, TimeProvider clock)
{
    public const int LongestName = 120;

    private const int LongestNotes = 4_000;

    /// <summary>Those that this person sees: their own and shared ones, the last changed first; then the bundled ones.</summary>
    public IReadOnlyList<Dataset> All(CurrentAccount me)
    {
        using var context = contexts.CreateDbContext();
        var (id, isAdmin) = (me.Id, me.IsAdmin);
        var rows = context.Datasets.AsNoTracking()
            .Where(row => row.DeletedAt == null && (isAdmin || row.IsShared || row.OwnerId == id))
            .OrderByDescending(row => row.UpdatedAt)
            .ToList();
        return [.. rows.Select(DatasetRows.Read).Where(set => set.Card is not { IsArriving: true } && Sees(me, set)), .. bundled.All];
    }

    public Dataset? Find(CurrentAccount me, string id)
    {
        if (BundledSets.IsBundled(id))
        {
            return bundled.Find(id);
        }

        return Read(id) is { Card: not { IsArriving: true } } set && Sees(me, set) ? set : null;
    }

    /// <summary>Whether this person may change a set.</summary>
    public static bool MayChange(CurrentAccount me, Dataset set) => set.OwnerId is { } owner && me.MayChange(owner);

    /// <summary>Why a run cannot learn from it, with the next step; null: it can.</summary>
    public static Wording? WhyNotTrainable(Dataset set) => set switch
    {
        { Shape: ExampleShape.Preference } => new Wording("Pairs of a better and a worse answer are kept and exported, but learning from them is not built yet. On its page, make a set of the better answers, and train on that."),
        { Rows: 0 } => new Wording("There is no example in it. Add some, or bring a file."),
        _ => null,
    };

    /// <summary>Changes its name, licence and notes; false where it is not there or not theirs, or the name is empty.</summary>
    public Task<bool> DescribeAsync(CurrentAccount me, string id, string name, string? licence, string? notes)
    {
        var clean = CleanName(name);
        return clean.Length == 0 ? Task.FromResult(false) : ChangeAsync(me, id, "dataset.describe", row =>
        {
            row.Name = clean;
            row.Licence = Short(licence, LongestName);
            row.Notes = Short(notes, LongestNotes);
        });
    }

    /// <summary>Shows it to the whole team, or no more.</summary>
    public Task<bool> ShareAsync(CurrentAccount me, string id, bool isShared) => ChangeAsync(me, id, isShared ? "dataset.share" : "dataset.unshare", row => row.IsShared = isShared);

    /// <summary>Marks it as what a model should not forget, or no more.</summary>
    public Task<bool> RehearseAsync(CurrentAccount me, string id, bool isRehearsal) => ChangeAsync(me, id, "dataset.rehearsal", row => row.IsRehearsal = isRehearsal);

    /// <summary>Puts it into the trash.</summary>
    public Task<bool> DeleteAsync(CurrentAccount me, string id)
    {
        var now = clock.GetUtcNow();
        return ChangeAsync(me, id, "dataset.delete", row => row.DeletedAt = now);
    }

    /// <summary>A set of their own with these examples; null where the person may not have any.</summary>
    /// <exception cref="RefusedException">There is no room for them in what the person may have.</exception>
    public Task<Dataset?> CreateAsync(CurrentAccount me, string name, ExampleShape shape, IReadOnlyList<string> contents, string? origin = null, bool isRehearsal = false) =>
        me.MayTrain ? CreateAsync(me.Id, name, shape, contents, origin, isRehearsal) : Task.FromResult<Dataset?>(null);

    /// <summary>A copy of their own, to be changed; null where there is nothing to copy.</summary>
    /// <exception cref="RefusedException">There is no room for it in what the person may have.</exception>
    public async Task<Dataset?> CopyAsync(CurrentAccount me, string id, string name, CancellationToken cancellation)
    {
        if (!me.MayTrain || Find(me, id) is not { } set)
        {
            return null;
        }

        var contents = await Task.Run(() => Contents(id, cancellation).ToList(), cancellation);
        return await CreateAsync(me.Id, name, set.Shape, contents, set.Origin, set.IsRehearsal);
    }

    /// <summary>The better answers of a set of pairs, as conversations of their own; null where it is none.</summary>
    /// <exception cref="RefusedException">There is no room for them in what the person may have.</exception>
    public async Task<Dataset?> KeepBetterAsync(CurrentAccount me, string id, string name, CancellationToken cancellation)
    {
        if (!me.MayTrain || Find(me, id) is not { Shape: ExampleShape.Preference } set)
        {
            return null;
        }

        var contents = await Task.Run(() => Contents(id, cancellation).Select(PairParts.Better).OfType<string>().ToList(), cancellation);
        return await CreateAsync(me.Id, name, ExampleShape.Chat, contents, set.Origin, isRehearsal: false);
    }

    /// <summary>
    /// Writes the examples as JSON Lines, whole or not at all: what a run pins, whatever becomes of the set afterwards. Who may use the set
    /// was checked when the run was wished for.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public SnapshotFacts WriteSnapshot(string id, string path, CancellationToken cancellation)
    {
        var (rows, beside) = (0L, path + ".part");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes;
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            foreach (var content in Contents(id, cancellation))
            {
                var line = Encoding.UTF8.GetBytes(content + "\n");
                file.Write(line);
                hash.AppendData(line);
                rows++;
            }

            file.Flush(flushToDisk: true);
            bytes = file.Length;
        }

        File.Move(beside, path, overwrite: true);
        return new SnapshotFacts(rows, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The examples of any set, one line of JSON each.</summary>
    internal IEnumerable<string> Contents(string id, CancellationToken cancellation) =>
        BundledSets.IsBundled(id) ? bundled.Lines(id) : DatasetRows.Stream(contexts, id, cancellation).Select(row => row.Content);

    /// <summary>When a set was changed last; null where it is not there.</summary>
    internal DateTimeOffset? ChangedAt(string id) => BundledSets.IsBundled(id) ? bundled.Find(id)?.UpdatedAt : Read(id)?.UpdatedAt;

    internal static string CleanName(string name)
    {
        var clean = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return clean.Length <= LongestName ? clean : clean[..LongestName].TrimEnd();
    }

    /// <summary>Why a person may not have so many examples more, of so many bytes; null: they may.</summary>
    internal Wording? RoomProblem(string ownerId, long examples, long bytes) => ExamplesProblem(ownerId, examples) ?? Said(quotas.DiskProblem(ownerId, bytes));

    /// <summary>The same for who may not wait: measuring reads folders.</summary>
    internal Task<Wording?> RoomProblemAsync(string ownerId, long examples, long bytes) => Task.Run(() => RoomProblem(ownerId, examples, bytes));

    /// <summary>The same of their number alone.</summary>
    internal Wording? ExamplesProblem(string ownerId, long examples) => Said(quotas.ExamplesProblem(ownerId, examples));

    internal async Task<Dataset?> CreateAsync(string ownerId, string name, ExampleShape shape, IReadOnlyList<string> contents, string? origin, bool isRehearsal)
    {
        if (await RoomProblemAsync(ownerId, contents.Count, contents.Sum(content => (long)content.Length)) is { } problem)
        {
            throw new RefusedException(new Sentence(problem.Text, problem.Arguments));
        }

        var (now, clean) = (clock.GetUtcNow(), CleanName(name));
        var row = new DatasetRow
        {
            Id = Guid.NewGuid().ToString("N"),
            OwnerId = ownerId,
            Name = clean.Length == 0 ? "…" : clean,
            Kind = shape.ToString(),
            Origin = origin,
            CreatedAt = now,
            UpdatedAt = now,
            IsRehearsal = isRehearsal,
            Card = contents.Count > ExampleWriter.AtOnce ? new DatasetCard { IsArriving = true }.Json() : null,
        };
        await queue.WriteAsync(context =>
        {
            audit.Write(context, ownerId, "dataset.create", row.Id);
            context.Datasets.Add(row);
        });
        var writer = new ExampleWriter(queue, row.Id);
        foreach (var content in contents)
        {
            await writer.AddAsync(content);
        }

        await writer.EndAsync();
        await queue.WriteAsync(context =>
        {
            var written = context.Datasets.Single(set => set.Id == row.Id);
            written.Rows = contents.Count;
            written.Card = null;
        });
        return Read(row.Id);
    }

    private Dataset? Read(string id)
    {
        using var context = contexts.CreateDbContext();
        return context.Datasets.AsNoTracking().FirstOrDefault(row => row.Id == id && row.DeletedAt == null) is { } row ? DatasetRows.Read(row) : null;
    }

    private static Wording? Said(Sentence? problem) => problem is null ? null : new Wording(problem.Text, problem.Parts);

    private static bool Sees(CurrentAccount me, Dataset set) => set.OwnerId is not { } owner || me.MaySee(owner, set.IsShared);

    private static string? Short(string? text, int most) => text?.Trim() is { Length: > 0 } given ? given.Length <= most ? given : given[..most] : null;

    private Task<bool> ChangeAsync(CurrentAccount me, string id, string action, Action<DatasetRow> change)
    {
        var (now, asker) = (clock.GetUtcNow(), Asker.Of(me));
        return queue.WriteAsync(context =>
        {
            if (context.Datasets.FirstOrDefault(row => row.Id == id && row.DeletedAt == null) is not { } row || !asker.MayChange(row.OwnerId))
            {
                return false;
            }

            change(row);
            row.UpdatedAt = now;
            audit.Write(context, asker.Id, action, id);
            return true;
        });
    }
}
