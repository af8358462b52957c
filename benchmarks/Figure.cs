namespace OpenLedger.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured; parts are divided by slashes.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Peer">What it was measured beside in the same run, if anything.</param>
/// <param name="Ratio">How many times better than the peer.</param>
public sealed record Figure(string Name, double Value, string Unit, string? Peer, double? Ratio);
