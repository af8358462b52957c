namespace OpenLedger.Studio.Accounts;

/// <summary>The texts of this room; German beside it in Words.de.resx.</summary>
public sealed class Words;
