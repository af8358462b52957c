using OpenLedger.Training.Architectures;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>Adapters that tests make.</summary>
internal static class MadeAdapter
{
    /// <summary>Writes an adapter for a model into a folder; its numbers are of chance.</summary>
    public static string Write(string folder, string modelFolder, LoraConfig? config = null)
    {
        TensorLibrary.EnsureLoaded();
        using var adapter = Adapter.Create(config ?? new LoraConfig { Rank = 4, Alpha = 8, BaseModelNameOrPath = modelFolder }, CheckpointLayout.LinearModules(BaseModelConfig.Read(modelFolder)), 7);
        adapter.Write(folder);
        return folder;
    }
}
