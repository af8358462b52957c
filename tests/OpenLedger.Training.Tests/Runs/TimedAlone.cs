namespace OpenLedger.Training.Tests.Runs;

/// <summary>Tests whose processor time is measured: nothing else runs beside them in this process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimedAlone
{
    internal const string Name = "timed alone";
}
