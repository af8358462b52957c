namespace OpenLedger.Studio.Shell;

/// <summary>The studio cannot start as it was asked to. The message is for the person at the terminal and names the next step.</summary>
internal sealed class StudioStartException(string message) : Exception(message);
