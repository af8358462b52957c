namespace OpenLedger.Studio.Features.Runs;

/// <summary>A set of examples that can be chosen for a run.</summary>
/// <param name="Id">Its id; <see cref="DataOptions.Starter"/> for the bundled one.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Examples">How many examples it has.</param>
/// <param name="IsRehearsal">Whether it is there to keep a model from forgetting.</param>
public sealed record DataOption(string Id, string Name, int Examples, bool IsRehearsal = false)
{
    /// <summary>Why it cannot be trained on, as a text of this feature; null where it can.</summary>
    public string? Problem { get; init; }
}
