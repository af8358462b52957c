using OpenLedger.Training.Architectures;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tensors;
using OpenLedger.Training.Tokenization;
using static TorchSharp.torch;

namespace OpenLedger.Training.BaseModels;

/// <summary>
/// Everything of a hub-shaped model folder: configuration, weights (held once, whoever uses them), tokenizer, chat template, stop
/// tokens and the defaults of its own.
/// </summary>
public sealed class BaseModel : IDisposable
{
    private readonly HubTokenizer? _tokenizer;

    private BaseModel(string folder, CausalLanguageModel network, HubTokenizer? tokenizer, ChatTemplate? template, ChatEncoder? chat)
    {
        (Folder, Network, _tokenizer, Template, Chat) = (folder, network, tokenizer, template, chat);
        Generation = GenerationDefaults.Read(folder, network.Config, EndTokens(tokenizer, chat));
        Defaults = StudioDefaults.Read(folder);
        LinearModules = CheckpointLayout.LinearModules(network.Config);
    }

    /// <summary>The folder, in full.</summary>
    public string Folder { get; }

    /// <summary>The folder's own name.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Folder));

    /// <summary>The shape of the model.</summary>
    public BaseModelConfig Config => Network.Config;

    /// <summary>Whether the folder holds a tokenizer. A model without one takes token ids.</summary>
    public bool HasTokenizer => _tokenizer is not null;

    /// <summary>The tokenizer.</summary>
    /// <exception cref="TrainingException">The folder holds none.</exception>
    public HubTokenizer Tokenizer => _tokenizer
        ?? throw new TrainingException($"{Folder}: holds no tokenizer, so it takes token ids (\"input_ids\") alone. Download the model's tokenizer.json into the folder.");

    /// <summary>The chat template, or null where the folder has none.</summary>
    public ChatTemplate? Template { get; }

    /// <summary>Renders conversations to tokens, or null where there is no template.</summary>
    public ChatEncoder? Chat { get; }

    /// <summary>When an answer is complete.</summary>
    public GenerationDefaults Generation { get; }

    /// <summary>What the folder's <c>studio.json</c> suggests.</summary>
    public StudioDefaults Defaults { get; }

    /// <summary>The projections that an adapter can sit on.</summary>
    public IReadOnlyList<LinearModule> LinearModules { get; }

    /// <summary>What the products are computed in.</summary>
    public Precision Precision => Network.Precision == ScalarType.BFloat16 ? Precision.BFloat16 : Precision.Float32;

    /// <summary>The weights.</summary>
    public CausalLanguageModel Network { get; }

    /// <summary>Opens a folder. The clock is what chat templates read the date from.</summary>
    /// <exception cref="TrainingException">Something in the folder is missing, damaged or not supported.</exception>
    public static BaseModel Open(string folder, Precision precision, TimeProvider clock, CancellationToken cancellation) =>
        Open(folder, precision, clock, null, cancellation);

    /// <summary>Opens a folder and says, layer by layer, how much of its weights is in memory: 0 to 1.</summary>
    /// <exception cref="TrainingException">Something in the folder is missing, damaged or not supported.</exception>
    public static BaseModel Open(string folder, Precision precision, TimeProvider clock, Action<double>? loading, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        TensorLibrary.EnsureLoaded();
        var config = BaseModelConfig.Read(folder);
        var tokenizer = HubTokenizer.LoadIfPresent(folder);
        var template = tokenizer is null ? null : ChatTemplate.Load(folder);
        using var weights = ModelWeights.Open(folder);
        var device = cuda.is_available() ? CUDA : CPU;
        var network = ModelLoading.Load(weights, config, precision == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32, device, cancellation, loading);
        try
        {
            return new BaseModel(Path.GetFullPath(folder), network, tokenizer, template, template is null ? null : new ChatEncoder(tokenizer!, template, clock));
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Opens a folder in the precision that this machine is faster at.</summary>
    public static BaseModel Open(string folder, TimeProvider clock, CancellationToken cancellation) =>
        Open(folder, PrecisionChoice.Measured, clock, cancellation);

    /// <summary>Turns rows of datasets into what this model reads: at most so many tokens of each, and no more than its context.</summary>
    public ExampleTokenizer CreateExampleTokenizer(int maxLength) =>
        new(_tokenizer, Chat, Config.VocabularySize, Math.Min(maxLength, Config.MaxPositions));

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private static IEnumerable<int> EndTokens(HubTokenizer? tokenizer, ChatEncoder? chat)
    {
        var ids = chat?.EndOfTurnIds ?? [];
        return tokenizer is not null && tokenizer.NamedTokens.TryGetValue("eos_token", out var end) && tokenizer.IdOf(end) is { } id ? ids.Append(id) : ids;
    }
}
