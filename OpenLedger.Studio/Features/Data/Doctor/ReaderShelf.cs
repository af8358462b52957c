using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>The readers of the models that were asked for last, since opening one takes a while.</summary>
internal sealed class ReaderShelf(TimeProvider clock)
{
    private const int MostKept = 4;

    private readonly Lock _lock = new();
    private readonly List<(string Folder, DateTime WrittenAt, Lazy<ModelReader> Reader)> _kept = [];

    /// <summary>The reader of a model folder. It may take a second the first time.</summary>
    /// <exception cref="TrainingException">The model cannot read: a file is missing or broken.</exception>
    public ModelReader Take(string folder)
    {
        var writtenAt = WrittenAt(folder);
        Lazy<ModelReader> reader;
        lock (_lock)
        {
            var place = _kept.FindIndex(kept => kept.Folder == folder && kept.WrittenAt == writtenAt);
            reader = place >= 0 ? _kept[place].Reader : new Lazy<ModelReader>(() => ModelReader.Open(folder, clock));
            _kept.RemoveAll(kept => kept.Folder == folder);
            _kept.Insert(0, (folder, writtenAt, reader));
            if (_kept.Count > MostKept)
            {
                _kept.RemoveAt(MostKept);
            }
        }

        return reader.Value;
    }

    private static DateTime WrittenAt(string folder) =>
        new[] { "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "chat_template.jinja", "config.json" }.Max(name => File.GetLastWriteTimeUtc(Path.Combine(folder, name)));
}
