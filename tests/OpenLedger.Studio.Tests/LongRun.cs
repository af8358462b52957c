namespace OpenLedger.Studio.Tests;

/// <summary>What takes long is small by default and whole with the environment variable <c>OPENLEDGER_LONG=1</c>.</summary>
internal static class LongRun
{
    /// <summary>True where the long form was asked for.</summary>
    public static bool Chosen { get; } = Environment.GetEnvironmentVariable("OPENLEDGER_LONG") == "1";
}
