namespace OpenLedger.Datanets.Contamination;

/// <summary>An evaluation item of which an entry holds a part.</summary>
/// <param name="Set">The set of the item.</param>
/// <param name="Item">Which one of the set it is.</param>
/// <param name="Cover">The share of the item's phrases of eight words that the entry holds, from 0 to 1.</param>
/// <param name="Phrases">How many phrases that are.</param>
/// <param name="Spans">Where they stand in the entry.</param>
public sealed record Leak(string Set, string Item, double Cover, int Phrases, IReadOnlyList<LeakSpan> Spans);
