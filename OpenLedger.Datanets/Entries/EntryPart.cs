namespace OpenLedger.Datanets.Entries;

/// <summary>One text of an entry.</summary>
/// <param name="Field">Where it stands in the entry's JSON: <c>response</c>, <c>messages[2].content</c>.</param>
/// <param name="Role">Whose words it is.</param>
/// <param name="Text">The text in the form in which it is stored (<see cref="StoredText"/>).</param>
public sealed record EntryPart(string Field, PartRole Role, string Text);
