using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>A set of examples that can be chosen for a run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Examples">How many examples it has.</param>
/// <param name="IsRehearsal">Whether it is there to keep a model from forgetting.</param>
public sealed record DataOption(string Id, string Name, int Examples, bool IsRehearsal = false)
{
    /// <summary>The file that says what is in it now: another one after each change.</summary>
    public string File { get; init; } = string.Empty;

    /// <summary>Questions that tell whether it was learned; null where it has none.</summary>
    public string? Questions { get; init; }

    /// <summary>Its licence, where one was given.</summary>
    public string? Licence { get; init; }

    /// <summary>Whether the file is the studio's own and stays as it is; others are written down when they are asked for.</summary>
    public bool IsBundled { get; init; }

    /// <summary>The release of a Datanet that it is; null where it is a set.</summary>
    public ReleaseOffer? Release { get; init; }

    /// <summary>Why it cannot be trained on; null where it can.</summary>
    internal Sentence? Problem { get; init; }
}
