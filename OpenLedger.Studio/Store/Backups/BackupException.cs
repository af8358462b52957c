namespace OpenLedger.Studio.Store.Backups;

/// <summary>A backup could not be made, read or restored; the message says what to do.</summary>
internal sealed class BackupException(string message) : Exception(message);
