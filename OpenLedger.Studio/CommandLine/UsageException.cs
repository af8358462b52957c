namespace OpenLedger.Studio.CommandLine;

/// <summary>The command or one line of its input is wrong; the message says what to change.</summary>
internal sealed class UsageException(string message) : Exception(message);
