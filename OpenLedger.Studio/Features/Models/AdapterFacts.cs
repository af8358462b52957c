using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Models;

/// <summary>A set of examples that an adapter learned from.</summary>
/// <param name="Name">What it is called; no path of this computer.</param>
/// <param name="Weight">How often an example is seen in an epoch.</param>
/// <param name="Licence">Its licence, where one was given.</param>
public sealed record AdapterData(string Name, double Weight, string? Licence)
{
    /// <summary>The release of a Datanet that it is; null where it is a set.</summary>
    public ReleasePin? Release { get; init; }

    /// <summary>Whether the release was withdrawn since.</summary>
    public bool IsRevoked { get; init; }
}

/// <summary>All that is known of an adapter, for its card. What is not known is not said.</summary>
public sealed record AdapterFacts(StudioAdapter Adapter, StudioModel Model)
{
    public TrainingRecipe? Recipe { get; init; }

    public IReadOnlyList<AdapterData> Data { get; init; } = [];

    public AdapterData? Rehearsal { get; init; }

    public int Examples { get; init; }

    /// <summary>The steps that it was trained for.</summary>
    public int Steps { get; init; }

    /// <summary>The steps of the whole run, where it is a state on the way; null where it is the result.</summary>
    public int? StepsInAll { get; init; }

    public double Seconds { get; init; }

    public double? HeldOutBefore { get; init; }

    public double? HeldOutAfter { get; init; }

    public RunScores? Before { get; init; }

    public RunScores? After { get; init; }

    public IReadOnlyList<QuestionAnswers> Questions { get; init; } = [];

    /// <summary>The chat template that the studio put beside the base model; null where the model brings its own.</summary>
    public string? Template { get; init; }

    /// <summary>The version of the studio that made it.</summary>
    public string Version { get; init; } = typeof(AdapterFacts).Assembly.GetName().Version?.ToString(3) ?? string.Empty;
}
