namespace OpenLedger.Studio.Shell;

/// <summary>The texts of the frame around the pages; German beside it in Words.de.resx.</summary>
public sealed class Words;
