namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>What was written for a run: so many examples, so many bytes, and their SHA-256.</summary>
public sealed record SnapshotFacts(long Rows, long Bytes, string Sha256);
