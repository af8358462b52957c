using System.Globalization;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Evaluations;

/// <summary>Scores datasets with a base model, or with a base model and an adapter.</summary>
public sealed class DatasetScorer : IDisposable
{
    private const int TokensAtOnce = 2048;

    private readonly BaseModel _model;
    private readonly LoraParameters? _lora;
    private readonly Workspace _space;
    private readonly LanguageModelPass _pass;

    /// <summary>Copies the adapter's values; null: the base model alone.</summary>
    public DatasetScorer(BaseModel model, Adapter? adapter)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _lora = adapter is null ? null : new LoraParameters(adapter, model.Config, model.Network.Device, trained: false);
        _space = new Workspace(model.Network.Device);
        _pass = new LanguageModelPass(model.Network, _space);
    }

    /// <summary>The mean loss over the learned tokens of all examples.</summary>
    /// <param name="examples">The examples, in any form.</param>
    /// <param name="maxLength">Tokens of an example that are read; at most the model's context.</param>
    /// <param name="logitsPath">
    /// Where the logits go, as safetensors: <c>logits.N</c>, float32 <c>[tokens, vocabulary]</c>, for the N-th example from 0; null: nowhere.
    /// </param>
    /// <param name="progress">Told how many of the examples are done.</param>
    /// <param name="cancellation">Stops between two examples; no file is left behind.</param>
    /// <exception cref="TrainingException">An example cannot be read by this model, no token is learned, or the disk is full.</exception>
    public DatasetScore Score(IReadOnlyList<Example> examples, int maxLength, string? logitsPath, Action<int> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(progress);
        var tokenizer = _model.CreateExampleTokenizer(maxLength);
        TokenizedExample[] rows = [.. examples.Select(example => tokenizer.Tokenize(example))];
        if (rows.Sum(row => (long)row.LabelCount) is not (> 0 and var tokens))
        {
            throw new TrainingException("No token is learned in these rows, so there is nothing to score. Give rows with an answer, a text, or labels that are not -100.");
        }

        var loss = SumOfLosses(rows, progress, cancellation);
        if (logitsPath is not null)
        {
            WriteLogits(rows, logitsPath, progress, cancellation);
        }

        return new DatasetScore(loss / tokens, tokens, rows.Length, rows.Count(row => row.WasCut));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _space.Dispose();
        _lora?.Dispose();
    }

    /// <summary>Short examples are read together; they do not see each other, so nothing changes but the speed.</summary>
    private double SumOfLosses(TokenizedExample[] rows, Action<int> progress, CancellationToken cancellation)
    {
        var loss = 0.0;
        for (var start = 0; start < rows.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = start + 1;
            for (var tokens = rows[start].Ids.Length; end < rows.Length && tokens + rows[end].Ids.Length <= TokensAtOnce; end++)
            {
                tokens += rows[end].Ids.Length;
            }

            var packed = PackedTokens.Of([.. rows[start..end].Select(row => (row.Ids, (bool[]?)row.Learned))]);
            loss += packed.Targets.Length == 0 ? 0 : _pass.Loss(packed, _lora);
            start = end;
            progress(start);
        }

        return loss;
    }

    /// <summary>One example's logits exist at a time, whatever the file takes.</summary>
    private void WriteLogits(TokenizedExample[] rows, string path, Action<int> progress, CancellationToken cancellation)
    {
        var rowOf = Enumerable.Range(0, rows.Length).ToDictionary(row => string.Create(CultureInfo.InvariantCulture, $"logits.{row}"));
        var shapes = rowOf.ToDictionary(pair => pair.Key, pair => new[] { rows[pair.Value].Ids.Length, (long)_model.Config.VocabularySize });
        var done = 0;
        SafetensorsWriter.Write(path, shapes, ScalarType.Float32, name =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress(++done);
            return _pass.Logits(PackedTokens.Of(rows[rowOf[name]].Ids), _lora);
        });
    }
}
