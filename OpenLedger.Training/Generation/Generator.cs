using System.Runtime.CompilerServices;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Generation.Sampling;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Generation;

/// <summary>
/// Continues texts with a base model, or with a base model and an adapter; the base weights are shared by all generators. One
/// generator serves one text at a time.
/// </summary>
public sealed class Generator : IDisposable
{
    /// <summary>The id of a last piece that only completes the text.</summary>
    public const int NoToken = -1;

    private readonly BaseModel _model;
    private readonly LoraParameters? _lora;
    private readonly Workspace _space;
    private readonly LanguageModelPass _pass;

    /// <summary>Copies the adapter's values; null: the base model alone.</summary>
    public Generator(BaseModel model, Adapter? adapter)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _lora = adapter is null ? null : new LoraParameters(adapter, model.Config, model.Network.Device, trained: false);
        _space = new Workspace(model.Network.Device);
        _pass = new LanguageModelPass(model.Network, _space);
    }

    internal Generator(BaseModel model, LoraParameters lora)
        : this(model, (Adapter?)null)
    {
        _lora = lora;
        SharesLora = true;
    }

    private bool SharesLora { get; }

    /// <summary>
    /// The new tokens, one by one, without the token that ends the answer. Ends at a stop token, at
    /// <see cref="GenerationOptions.MaxNewTokens"/> or where the model's context is full.
    /// </summary>
    /// <exception cref="TrainingException">The prompt is empty, too long, or holds ids that the model does not have.</exception>
    public IEnumerable<GeneratedPiece> Generate(IReadOnlyList<int> prompt, GenerationOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new TrainingException(string.Join(" ", problems));
        }

        CheckPrompt(prompt);
        return Continue([.. prompt], options, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _space.Dispose();
        if (!SharesLora)
        {
            _lora?.Dispose();
        }
    }

    private IEnumerable<GeneratedPiece> Continue(List<int> context, GenerationOptions options, CancellationToken cancellation)
    {
        using var cache = new KeyValueCache(_model.Network);
        var decoder = _model.HasTokenizer ? _model.Tokenizer.CreateStreamingDecoder(skipSpecialTokens: true) : null;
        var choice = new NextTokenChoice(options.Temperature, options.TopK, options.TopP, options.MinP, options.RepetitionPenalty);
        var random = SeededRandom.For(options.Seed, "generation");
        var logits = new float[_model.Config.VocabularySize];
        int[] fresh = [.. context];
        for (var made = 0; made < options.MaxNewTokens && context.Count < _model.Config.MaxPositions; made++)
        {
            cancellation.ThrowIfCancellationRequested();
            NextLogits(fresh, cache, logits);
            var next = choice.Choose(logits, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(context), random);
            if (_model.Generation.StopTokenIds.Contains(next))
            {
                break;
            }

            context.Add(next);
            fresh = [next];
            yield return new GeneratedPiece(next, decoder?.Append(next) ?? "");
        }

        if (decoder?.Flush() is { Length: > 0 } rest)
        {
            yield return new GeneratedPiece(NoToken, rest);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextLogits(int[] fresh, KeyValueCache cache, float[] logits)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        cache.Reserve(fresh.Length);
        var pass = new Pass
        {
            Tokens = PackedTokens.Continuing(fresh, cache.Count),
            Space = _space,
            Lora = _lora,
            WantedRows = [fresh.Length - 1],
        };
        var row = _pass.LogitsOf(_pass.Forward(pass, cache.Attend)).to(CPU);
        cache.Advance(fresh.Length);
        row.data<float>().CopyTo(logits);
    }

    private void CheckPrompt(IReadOnlyList<int> prompt)
    {
        if (prompt.Count == 0)
        {
            throw new TrainingException("The prompt is empty. Give the model at least one token to go on from.");
        }

        if (prompt.Count >= _model.Config.MaxPositions)
        {
            throw new TrainingException($"The prompt has {prompt.Count} tokens; {_model.Name} reads at most {_model.Config.MaxPositions}, the answer included. Shorten it.");
        }

        var unknown = prompt.Where(id => id < 0 || id >= _model.Config.VocabularySize).Take(1).ToList();
        if (unknown.Count > 0)
        {
            throw new TrainingException($"The prompt holds token {unknown[0]}; {_model.Name} has tokens 0 to {_model.Config.VocabularySize - 1}.");
        }
    }
}
