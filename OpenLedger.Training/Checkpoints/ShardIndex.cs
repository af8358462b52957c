using OpenLedger.Training.Json;

namespace OpenLedger.Training.Checkpoints;

/// <summary>Reads <c>model.safetensors.index.json</c>: which shard holds which tensor. Every name in it is hostile until checked.</summary>
internal static class ShardIndex
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private const int MaxShards = 4_096;

    /// <summary>The shard's full path of each tensor.</summary>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var index = JsonFields.Read(path, MaxBytes);
        var map = index.Object("weight_map")
            ?? throw new TrainingException($"{path}: \"weight_map\" is missing. Fetch the file again.");
        var folder = Path.GetFullPath(Path.GetDirectoryName(path) ?? ".");
        var shards = new Dictionary<string, string>(StringComparer.Ordinal);
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tensor in map.Names)
        {
            var name = map.Text(tensor) ?? throw new TrainingException($"{path}: \"weight_map\" names no file for tensor \"{tensor}\".");
            if (!shards.TryGetValue(name, out var shard))
            {
                shards[name] = shard = ShardPath(folder, name, path);
                if (shards.Count > MaxShards)
                {
                    throw new TrainingException($"{path}: names more than {MaxShards} files.");
                }
            }

            result[tensor] = shard;
        }

        return result.Count > 0 ? result : throw new TrainingException($"{path}: \"weight_map\" is empty. Fetch the file again.");
    }

    private static string ShardPath(string folder, string name, string source)
    {
        var plain = name.Length is > 0 and <= 255
            && name != "."
            && !name.Contains("..", StringComparison.Ordinal)
            && !name.Any(letter => letter is '/' or '\\' or ':' || char.IsControl(letter));
        if (!plain)
        {
            throw new TrainingException($"{source}: \"{name}\" is not the plain name of a file in this folder. Do not use this model.");
        }

        var shard = Path.Combine(folder, name);
        if (LeavesTheFolder(shard, folder))
        {
            throw new TrainingException($"{source}: \"{name}\" is a link to a file outside this folder. Put the file itself there.");
        }

        return shard;
    }

    /// <summary>
    /// The hub's download cache is the one place where links out are the custom: <c>snapshots/REVISION/FILE -> ../../blobs/HASH</c>.
    /// </summary>
    private static bool LeavesTheFolder(string shard, string folder)
    {
        try
        {
            var target = File.ResolveLinkTarget(shard, returnFinalTarget: true);
            if (target is null)
            {
                return false;
            }

            var home = Path.GetDirectoryName(Path.GetFullPath(target.FullName));
            var blobs = Path.GetFullPath(Path.Combine(folder, "..", "..", "blobs"));
            return home != folder && home != blobs;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A missing file is reported, with its name, when it is opened.
            return false;
        }
    }
}
