namespace OpenLedger.Studio.Controls;

/// <summary>The texts of the controls; German beside it in Words.de.resx.</summary>
public sealed class Words;
