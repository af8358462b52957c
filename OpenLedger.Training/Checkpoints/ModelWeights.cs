using static TorchSharp.torch;

namespace OpenLedger.Training.Checkpoints;

/// <summary>The weights of a model folder: one <c>model.safetensors</c>, or shards with an index, read as if they were one file.</summary>
public sealed class ModelWeights : IDisposable
{
    private const string SingleName = "model.safetensors";
    private const string IndexName = "model.safetensors.index.json";

    private readonly List<SafetensorsFile> _files;
    private readonly Dictionary<string, SafetensorsFile> _fileOf;

    private ModelWeights(string folder, List<SafetensorsFile> files, Dictionary<string, SafetensorsFile> fileOf)
    {
        Folder = folder;
        _files = files;
        _fileOf = fileOf;
        Tensors = fileOf.ToDictionary(pair => pair.Key, pair => pair.Value.Tensors[pair.Key], StringComparer.Ordinal);
    }

    /// <summary>The folder that was opened.</summary>
    public string Folder { get; }

    /// <summary>Every tensor of every shard, by name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    /// <summary>The files that hold the weights.</summary>
    public IReadOnlyList<string> Files => [.. _files.Select(file => file.Path)];

    /// <summary>What the header says about tensor <paramref name="name"/>.</summary>
    public TensorEntry this[string name] => FileOf(name).Tensors[name];

    /// <summary>Opens the weights in <paramref name="folder"/> and checks every header, and the index against them.</summary>
    public static ModelWeights Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var single = Path.Combine(folder, SingleName);
        var index = Path.Combine(folder, IndexName);
        if (File.Exists(single))
        {
            return OpenSingle(folder, single);
        }

        if (File.Exists(index))
        {
            return OpenShards(folder, index);
        }

        throw new TrainingException(WhatIsMissing(folder));
    }

    /// <summary>True where the weights hold a tensor of this name.</summary>
    public bool Contains(string name) => _fileOf.ContainsKey(name);

    /// <summary>Reads a tensor on the CPU, in the type it is stored in.</summary>
    public Tensor Read(string name) => FileOf(name).Read(name);

    /// <summary>Reads a tensor on the CPU, converted to <paramref name="type"/>.</summary>
    public Tensor Read(string name, ScalarType type) => FileOf(name).Read(name, type);

    /// <summary>Reads a tensor into <paramref name="destination"/>: contiguous, as many elements, any type and device; it may be rows of a larger tensor.</summary>
    public void ReadInto(string name, Tensor destination) => FileOf(name).ReadInto(name, destination);

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Dispose());

    private SafetensorsFile FileOf(string name) =>
        _fileOf.GetValueOrDefault(name) ?? throw new TrainingException($"{Folder}: the weights hold no tensor \"{name}\".");

    private static ModelWeights OpenSingle(string folder, string path)
    {
        var file = SafetensorsFile.Open(path);
        return new ModelWeights(folder, [file], file.Tensors.Keys.ToDictionary(name => name, _ => file, StringComparer.Ordinal));
    }

    private static ModelWeights OpenShards(string folder, string index)
    {
        var shardOf = ShardIndex.Read(index);
        var files = new List<SafetensorsFile>();
        try
        {
            foreach (var shard in shardOf.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                files.Add(SafetensorsFile.Open(shard));
            }

            CheckAgainstIndex(index, shardOf, files);
            var byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
            return new ModelWeights(folder, files, shardOf.ToDictionary(pair => pair.Key, pair => byPath[pair.Value], StringComparer.Ordinal));
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    private static void CheckAgainstIndex(string index, IReadOnlyDictionary<string, string> shardOf, List<SafetensorsFile> files)
    {
        var problems = new List<string>();
        var holders = files.SelectMany(file => file.Tensors.Keys.Select(name => (Name: name, file.Path))).ToLookup(pair => pair.Name, pair => pair.Path);
        foreach (var (name, shard) in shardOf)
        {
            var found = holders[name].ToList();
            if (!found.Contains(shard))
            {
                problems.Add($"tensor \"{name}\" is missing from {Path.GetFileName(shard)}");
            }
            else if (found.Count > 1)
            {
                problems.Add($"tensor \"{name}\" lies in {string.Join(" and ", found.Select(Path.GetFileName))}");
            }
        }

        if (problems.Count > 0)
        {
            throw new TrainingException($"{index}: the index and its files do not belong together: {Listing.Of(problems)}. Fetch the model again.");
        }
    }

    private static string WhatIsMissing(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return $"{folder}: there is no such folder. Check the path.";
        }

        string[] others = ["pytorch_model.bin", "pytorch_model.bin.index.json", "consolidated.safetensors", "tf_model.h5", "flax_model.msgpack"];
        var other = others.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));
        var missing = $"{folder}: holds neither {SingleName} nor {IndexName}.";
        return other is null ? missing + " Point to the folder of a model." : $"{missing} It holds {other}: convert that to safetensors first.";
    }
}
