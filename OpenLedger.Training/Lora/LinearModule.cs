namespace OpenLedger.Training.Lora;

/// <summary>
/// A linear projection of the base model that an adapter can sit on: its path as PEFT spells it (<c>model.layers.0.self_attn.q_proj</c>)
/// and its sizes. Its weight is [<paramref name="OutFeatures"/>, <paramref name="InFeatures"/>].
/// </summary>
public sealed record LinearModule(string Path, int InFeatures, int OutFeatures)
{
    /// <summary>The last part of the path: <c>q_proj</c>.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];
}
