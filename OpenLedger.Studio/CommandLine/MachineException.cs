namespace OpenLedger.Studio.CommandLine;

/// <summary>This machine cannot do it, whatever the input; the message says what to change about the machine.</summary>
internal sealed class MachineException(string message) : Exception(message);
