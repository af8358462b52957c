namespace OpenLedger.Training.Lora;

/// <summary>
/// A LoRA adapter: two small matrices on each selected linear module of a base model. Its tensors are float32, need no gradient, belong to no dispose
/// scope and live until the adapter is disposed.
/// </summary>
public sealed class Adapter : IDisposable
{
    private Adapter(LoraConfig config, IEnumerable<LoraPair> pairs)
    {
        Config = config;
        var ordered = new OrderedDictionary<string, LoraPair>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            pair.Down.DetachFromDisposeScope();
            pair.Up.DetachFromDisposeScope();
            ordered.Add(pair.Module.Path, pair);
        }

        Pairs = ordered;
    }

    /// <summary>The shape of the adapter.</summary>
    public LoraConfig Config { get; }

    /// <summary>The matrices by module path, in the order of the forward pass.</summary>
    public IReadOnlyDictionary<string, LoraPair> Pairs { get; }

    /// <summary>How many numbers the adapter has.</summary>
    public long ParameterCount => Pairs.Values.Sum(pair => pair.Down.NumberOfElements + pair.Up.NumberOfElements);

    /// <summary>
    /// Makes a new adapter over <paramref name="modules"/>: A uniform in +-1/sqrt(in), B zero. The same seed gives the same numbers on every machine.
    /// </summary>
    public static Adapter Create(LoraConfig config, IReadOnlyList<LinearModule> modules, long seed)
    {
        var selection = TargetSelection.Resolve(config, modules);
        return new Adapter(TargetSelection.WithNames(config, modules), StartingValues.Of(selection, seed));
    }

    /// <summary>
    /// Reads the adapter in <paramref name="folder"/> for a base model with <paramref name="modules"/>. Throws one <see cref="TrainingException"/>
    /// that names everything that is missing, superfluous or of the wrong shape.
    /// </summary>
    public static Adapter Read(string folder, IReadOnlyList<LinearModule> modules)
    {
        var config = LoraConfig.Read(folder);
        return new Adapter(config, AdapterFile.Read(folder, TargetSelection.Resolve(config, modules)));
    }

    /// <summary>Writes both files into <paramref name="folder"/>, which is made where it is missing; the configuration comes last.</summary>
    public void Write(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{folder}: cannot be made ({exception.Message}) Choose another folder.", exception);
        }

        AdapterFile.Write(folder, Pairs.Values);
        Config.Write(folder);
    }

    /// <summary>An adapter with the same configuration and copies of all numbers.</summary>
    public Adapter Clone() => new(Config, Pairs.Values.Select(pair => pair with { Down = pair.Down.clone(), Up = pair.Up.clone() }));

    /// <summary>The same adapter over values that live elsewhere: nothing is copied, and what is trained there is what it writes.</summary>
    internal Adapter Over(LoraParameters values) => new(Config, Pairs.Values.Select(pair =>
    {
        var slot = values.SlotOf(pair.Module.Path);
        return pair with { Down = slot.Down.alias(), Up = slot.Up.alias() };
    }));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pair in Pairs.Values)
        {
            pair.Dispose();
        }
    }
}
