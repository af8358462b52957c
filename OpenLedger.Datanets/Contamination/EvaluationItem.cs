namespace OpenLedger.Datanets.Contamination;

/// <summary>A question that models are measured with, and that must therefore not be learned.</summary>
/// <param name="Set">The set that it belongs to, as people know it.</param>
/// <param name="Item">Which one of the set it is.</param>
/// <param name="Texts">Its texts: the question, and the answer where there is one.</param>
public sealed record EvaluationItem(string Set, string Item, IReadOnlyList<string> Texts);
