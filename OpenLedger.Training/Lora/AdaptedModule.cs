namespace OpenLedger.Training.Lora;

/// <summary>A linear module that gets an adapter, with the rank of its two matrices and the number that scales their product.</summary>
public sealed record AdaptedModule(LinearModule Module, int Rank, float Scaling)
{
    /// <summary>How many numbers are trained here: rank x (in + out).</summary>
    public long ParameterCount => (long)Rank * (Module.InFeatures + Module.OutFeatures);
}
