namespace OpenLedger.Studio.Features.Datanets;

/// <summary>The texts of this feature; German beside it in Words.de.resx.</summary>
public sealed class Words;
