namespace OpenLedger.Datanets.Gates;

/// <summary>What becomes of entries with e-mail addresses, telephone numbers and other personal data of a fixed form.</summary>
public enum PersonalDataPolicy
{
    /// <summary>They are flagged, and placeholders are offered.</summary>
    Redact,

    /// <summary>They do not go on before the data are out.</summary>
    Strict,
}
