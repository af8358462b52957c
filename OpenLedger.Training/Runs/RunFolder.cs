namespace OpenLedger.Training.Runs;

/// <summary>The one place that knows the paths inside a run's folder.</summary>
public sealed class RunFolder(string path)
{
    /// <summary>The folder, in full.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What the run was started with, every value.</summary>
    public string Recipe => In("recipe.json");

    /// <summary>A line a step.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>How fast the steps were, for the next estimate.</summary>
    public string Pace => In("pace.json");

    /// <summary>The folder of the state.</summary>
    public string CheckpointFolder => In("checkpoint");

    /// <summary>The state a run goes on from.</summary>
    public string Checkpoint => System.IO.Path.Combine(CheckpointFolder, "state.safetensors");

    /// <summary>The questions with their answers before training; kept so that a resumed run need not ask again.</summary>
    public string AnswersBefore => In("answers-before.json");

    /// <summary>The questions with their answers before and after, a line each.</summary>
    public string Answers => In("answers.jsonl");

    /// <summary>The answers to the same few questions over the run, a line a moment.</summary>
    public string Samples => In("samples.jsonl");

    /// <summary>Adapters from the middle of the run.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>How the run ended.</summary>
    public string Outcome => In("outcome.json");

    /// <summary>Held open by the process that works on the run.</summary>
    public string Lock => In("run.lock");

    /// <summary>Whether a run left anything here but what it was to do.</summary>
    public bool HasBegun => new[] { Metrics, Checkpoint, AnswersBefore, Samples, Outcome }.Any(File.Exists);

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
