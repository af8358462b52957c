namespace OpenLedger.Datanets.Gates;

/// <summary>What a machine can mend by itself when the author asks for it (<see cref="Repairs"/>).</summary>
public enum FindingFix
{
    /// <summary>Take out characters that cannot be shown or stored, or that nobody sees.</summary>
    RemoveControls,

    /// <summary>Take out the signs of chat templates.</summary>
    RemoveTemplateSigns,

    /// <summary>Put placeholders for secrets and personal data.</summary>
    Redact,
}
