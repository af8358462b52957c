using OpenLedger.Training;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Studio.CommandLine;

/// <summary>A base model, and an adapter on it where one is named.</summary>
internal sealed class OpenedModel : IDisposable
{
    private OpenedModel(BaseModel model, Adapter? adapter)
    {
        Model = model;
        Adapter = adapter;
    }

    public BaseModel Model { get; }

    public Adapter? Adapter { get; }

    public static OpenedModel Open(CommandContext context, string folder, string? adapterFolder, CancellationToken ct)
    {
        EnsureTensors();
        var model = BaseModel.Open(folder, Precision.Float32, context.Clock, ct);
        try
        {
            return new OpenedModel(model, adapterFolder is null ? null : Adapter.Read(adapterFolder, model.LinearModules));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>A machine that cannot compute is no fault of the input.</summary>
    public static void EnsureTensors()
    {
        try
        {
            TensorLibrary.EnsureLoaded();
        }
        catch (TrainingException failure)
        {
            throw new MachineException(failure.Message);
        }
    }

    public void Dispose()
    {
        Adapter?.Dispose();
        Model.Dispose();
    }
}
