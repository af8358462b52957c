using System.Security.Cryptography;
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

    /// <summary>Writes the examples of a run into its folder, with what was chosen and what it is, and gives the recipe over these files.</summary>
    public TrainingRecipe Pin(RunSituation situation, string folder)
    {
        File.WriteAllText(Path.Combine(folder, DraftName), RunDraftBook.Text(situation.Draft));
        var kept = situation.Chosen.Select((set, index) => Keep(set, folder, DataPin.NameOf(index + 1))).ToList();
        var recipe = situation.Recipe with { Data = [.. kept.Select((one, index) => situation.Recipe.Data[index] with { Path = one.Path })] };
        var pins = kept.ConvertAll(one => one.Pin);
        if (situation.Rehearsal is { } general)
        {
            var rehearsal = Keep(general, folder, DataPin.RehearsalName);
            recipe = recipe with { RehearsalData = rehearsal.Path };
            pins.Add(rehearsal.Pin);
        }

        File.WriteAllText(Path.Combine(folder, DataPin.FileName), DataPin.Text(pins));
        if (kept.Select((one, index) => one.Release is { } pin ? pin with { File = one.Path, Weight = recipe.Data[index].Weight } : null).OfType<ReleasePin>().ToList() is { Count: > 0 } releasePins)
        {
            File.WriteAllText(Path.Combine(folder, ReleasePin.FileName), ReleasePin.Text(releasePins));
        }

        return recipe;
    }

    /// <summary>A set as a file in the folder; one of the studio's own stays where it is.</summary>
    private (string Path, DataPin Pin, ReleasePin? Release) Keep(DataOption set, string folder, string name)
    {
        if (set.IsBundled)
        {
            using var file = File.OpenRead(set.File);
            return (set.File, PinOf(set, Path.GetFileName(set.File), Convert.ToHexStringLower(SHA256.HashData(file))), null);
        }

        var (hash, release) = WriteTo(set, Path.Combine(folder, name), CancellationToken.None);
        return (name, PinOf(set, name, hash) with { Licence = release is null ? set.Licence : string.Join(", ", release.Licences) }, release);
    }

    private static DataPin PinOf(DataOption set, string file, string hash) => new(file, set.Id, set.Name, set.Licence, set.Examples, hash);

    /// <summary>The examples as a file, with its hash; of a release also what it is.</summary>
    private (string Sha256, ReleasePin? Release) WriteTo(DataOption set, string path, CancellationToken cancellation)
    {
        if (set.Release is { } release)
        {
            var pin = releases.WriteSnapshot(release.ReleaseId, path, cancellation);
            return (pin.Sha256, pin);
        }

        return (sets.WriteSnapshot(set.Id, path, cancellation).Sha256, null);
    }

    private IEnumerable<DataOption> Sets(CurrentAccount me) => sets.All(me).Select(set => set.Id == Starter
        ? new DataOption(Starter, StarterSet.Subject, (int)set.Rows) { File = starter.EntriesPath, Questions = starter.QuestionsPath, Licence = set.Licence, IsBundled = true }
        : new DataOption(set.Id, set.Name, (int)Math.Min(int.MaxValue, set.Rows), set.IsRehearsal)
        {
            File = Path.Combine(Folder, FormattableString.Invariant($"{set.Id}.{set.UpdatedAt.UtcTicks}.jsonl")),
            Licence = set.Licence,
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
