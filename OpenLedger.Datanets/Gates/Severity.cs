namespace OpenLedger.Datanets.Gates;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is asked of anybody.</summary>
    Info,

    /// <summary>Told to the author and to reviewers; the entry may go on.</summary>
    Flag,

    /// <summary>The entry does not go on before this is mended. It costs the author nothing.</summary>
    Block,
}
