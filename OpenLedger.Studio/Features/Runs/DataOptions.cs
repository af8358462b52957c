using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// The sets of examples that a person can train on, and the files that a recipe names for them: one that is read to say what a run comes
/// to, and one in the run's own folder, which stays as it is whatever becomes of the set.
/// </summary>
internal sealed class DataOptions(DatasetDesk sets, StarterSetDesk starter, ReleaseTrainingDesk releases, DataFolder data)
{
    /// <summary>The id of the set that came with the studio.</summary>
    public const string Starter = "starter";

    /// <summary>What was chosen on the page, in the folder of the run, for who wants to begin another one like it.</summary>
    public const string DraftName = "draft.json";

    private const string RehearsalName = "rehearsal.jsonl";

    private readonly Lock _writing = new();

    private string Folder => Path.Combine(data.Datasets, ".as-read");

    /// <summary>All that this person may use.</summary>
    public IReadOnlyList<DataOption> All(CurrentAccount me) => [.. Sets(me), .. releases.Offers(me).Select(ReleaseOption)];

    /// <summary>Writes the files of sets that were not asked for since their last change.</summary>
    /// <exception cref="IOException">The disk does not allow it.</exception>
    public void Write(IEnumerable<DataOption> chosen, CancellationToken cancellation)
    {
        foreach (var set in chosen.Where(set => !set.IsBundled && !File.Exists(set.File)))
        {
            lock (_writing)
            {
                Directory.CreateDirectory(Folder);
                foreach (var old in Directory.EnumerateFiles(Folder, $"{set.Id}.*"))
                {
                    File.Delete(old);
                }

                WriteTo(set, set.File, cancellation);
            }
        }
    }

    /// <summary>Writes the examples of a run into its folder, with what was chosen, and gives the recipe over these files.</summary>
    public TrainingRecipe Pin(RunSituation situation, string folder)
    {
        File.WriteAllText(Path.Combine(folder, DraftName), RunDraftBook.Text(situation.Draft));
        var pins = new List<ReleasePin>();
        var recipe = situation.Recipe with { Data = [.. situation.Chosen.Select((set, index) => Pin(set, situation.Recipe.Data[index], index + 1, folder, pins))] };
        if (situation.Rehearsal is { IsBundled: false } rehearsal)
        {
            sets.WriteSnapshot(rehearsal.Id, Path.Combine(folder, RehearsalName), CancellationToken.None);
            recipe = recipe with { RehearsalData = RehearsalName };
        }

        if (pins.Count > 0)
        {
            File.WriteAllText(Path.Combine(folder, ReleasePin.FileName), ReleasePin.Text(pins));
        }

        return recipe;
    }

    private DataSource Pin(DataOption set, DataSource source, int number, string folder, List<ReleasePin> pins)
    {
        if (set.IsBundled)
        {
            return source;
        }

        var name = FormattableString.Invariant($"data-{number}.jsonl");
        if (WriteTo(set, Path.Combine(folder, name), CancellationToken.None) is { } pin)
        {
            pins.Add(pin with { File = name, Weight = source.Weight });
        }

        return source with { Path = name };
    }

    /// <summary>The examples as a file; of a release also what it is.</summary>
    private ReleasePin? WriteTo(DataOption set, string path, CancellationToken cancellation)
    {
        if (set.Release is { } release)
        {
            return releases.WriteSnapshot(release.ReleaseId, path, cancellation);
        }

        sets.WriteSnapshot(set.Id, path, cancellation);
        return null;
    }

    private IEnumerable<DataOption> Sets(CurrentAccount me) => sets.All(me).Select(set => set.Id == Starter
        ? new DataOption(Starter, StarterSet.Subject, (int)set.Rows) { File = starter.EntriesPath, Questions = starter.QuestionsPath, IsBundled = true }
        : new DataOption(set.Id, set.Name, (int)Math.Min(int.MaxValue, set.Rows), set.IsRehearsal)
        {
            File = Path.Combine(Folder, FormattableString.Invariant($"{set.Id}.{set.UpdatedAt.UtcTicks}.jsonl")),
            Problem = DatasetDesk.WhyNotTrainable(set) is { } why ? new Sentence(why.Text, why.Arguments) : null,
        });

    /// <summary>A release never changes, so its file needs no time in its name.</summary>
    private DataOption ReleaseOption(ReleaseOffer offer) => new(offer.SetId, offer.Title, (int)Math.Min(int.MaxValue, offer.Rows))
    {
        File = Path.Combine(Folder, offer.SetId + ".jsonl"),
        Release = offer,
        Problem = offer.TakenBack > 0
            ? new Sentence("Entries in it were taken back by their authors ({0}). Make a new release, or ask a curator of the Datanet for one, and choose that.", offer.TakenBack)
            : offer.Format is null ? new Sentence("This release holds nothing that a run can learn from: pairs of a better and a worse answer are kept and exported only. Choose another one.") : null,
    };
}
