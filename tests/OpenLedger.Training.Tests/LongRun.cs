namespace OpenLedger.Training.Tests;

/// <summary>What takes long is small by default and whole with the environment variable <c>OPENLEDGER_LONG=1</c>.</summary>
internal static class LongRun
{
    /// <summary>True where the long form was asked for.</summary>
    public static bool Chosen { get; } = Environment.GetEnvironmentVariable("OPENLEDGER_LONG") == "1";

    /// <summary>How many seeded mutations a parser is tried with.</summary>
    public static int Mutations => Chosen ? 100_000 : 2_000;
}
