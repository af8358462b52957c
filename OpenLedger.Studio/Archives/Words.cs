namespace OpenLedger.Studio.Archives;

/// <summary>Why an archive is not taken; German beside it in Words.de.resx.</summary>
public sealed class Words;
