using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>The sets that come with the studio. Their files are the truth; nobody can change them, anybody can copy them.</summary>
internal sealed class BundledSets(StudioOptions options)
{
    /// <summary>What a first model is taught.</summary>
    public const string Starter = "starter";

    /// <summary>What the bundled models know, against forgetting.</summary>
    public const string Rehearsal = "general";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTime WrittenAt, IReadOnlyList<string> Lines)> _read = [];

    /// <summary>Those of them that can be read.</summary>
    public IReadOnlyList<Dataset> All => [.. new[] { Find(Starter), Find(Rehearsal) }.OfType<Dataset>()];

    public static bool IsBundled(string id) => id is Starter or Rehearsal;

    /// <summary>The file of a set.</summary>
    public string PathOf(string id) => id == Starter
        ? Path.Combine(options.StarterSetFolder, "entries.jsonl")
        : Path.Combine(options.ModelsFolder, "general-rehearsal.jsonl");

    public Dataset? Find(string id)
    {
        if (!IsBundled(id) || Lines(id) is not { Count: > 0 } lines)
        {
            return null;
        }

        var name = id == Starter ? $"Starter set: {StarterSet.Subject}" : "What the bundled models know";
        return new Dataset(id, name, ExampleShape.Chat, lines.Count) { Origin = Path.GetFileName(PathOf(id)), Licence = "MIT", IsRehearsal = id == Rehearsal, IsShared = true };
    }

    /// <summary>The examples, one line of JSON each; none where the file is not there.</summary>
    public IReadOnlyList<string> Lines(string id)
    {
        var path = PathOf(id);
        lock (_lock)
        {
            var writtenAt = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : default;
            if (_read.TryGetValue(id, out var known) && known.WrittenAt == writtenAt)
            {
                return known.Lines;
            }

            IReadOnlyList<string> lines = writtenAt == default ? [] : Read(path);
            _read[id] = (writtenAt, lines);
            return lines;
        }
    }

    private static List<string> Read(string path)
    {
        var file = new ImportFile(path, Path.GetFileName(path));
        var form = new FormDetector(ImportLimits.Default).Detect(file, FormCorrection.None, CancellationToken.None);
        var lines = new List<string>();
        if (form.IsReady)
        {
            var options = new ImportOptions { LeaveOutDuplicates = false, LeaveOutEmptyAnswers = false };
            new ImportPass(file, form, options, ImportLimits.Default).Run(lines.Add, aside: null, progress: null, CancellationToken.None);
        }

        return lines;
    }
}
