using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>How a run ended, for who comes by: the verdict of its own page in short.</summary>
/// <param name="Tone">The classes of a note in the tone of the verdict.</param>
/// <param name="Headline">What it came to.</param>
/// <param name="Reason">The first reason.</param>
/// <param name="WaysOut">What to do about it.</param>
internal sealed record RunEnding(string Tone, Sentence Headline, Sentence? Reason, IReadOnlyList<RunWayOut> WaysOut);

/// <summary>Something to do about a run that ended: a link, or where there is none, to go on with it.</summary>
internal sealed record RunWayOut(Sentence Label, string? Link);
