namespace OpenLedger.Studio.Shell;

/// <summary>A component without a face of its own that a feature wants beside every page, as one that listens.</summary>
internal sealed record PageCompanion(Type Component);
