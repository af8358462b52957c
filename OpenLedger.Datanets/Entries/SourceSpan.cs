namespace OpenLedger.Datanets.Entries;

/// <summary>Where in a document a passage was taken from.</summary>
/// <param name="Document">The document: its name or content hash.</param>
/// <param name="Start">The first character, from 0.</param>
/// <param name="End">The character after the last.</param>
public sealed record SourceSpan(string Document, long Start, long End);
