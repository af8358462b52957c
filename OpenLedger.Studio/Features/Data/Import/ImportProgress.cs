namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>How far an import is.</summary>
/// <param name="Done">The part of the file that was read, from 0 to 1.</param>
/// <param name="Good">How many examples were taken.</param>
/// <param name="SetAside">How many rows were not.</param>
public sealed record ImportProgress(double Done, long Good, long SetAside);
