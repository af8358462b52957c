namespace OpenLedger.Studio.CommandLine;

/// <summary>Whoever read our output has gone (<c>| head</c>): there is nobody to tell, so the program ends without a word.</summary>
internal sealed class BrokenPipeException(IOException cause) : Exception(cause.Message, cause);
