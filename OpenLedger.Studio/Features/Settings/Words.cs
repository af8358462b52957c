namespace OpenLedger.Studio.Features.Settings;

/// <summary>The texts of this feature; German beside it in Words.de.resx.</summary>
public sealed class Words;
