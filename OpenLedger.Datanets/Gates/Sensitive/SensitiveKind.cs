namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>What must not be learned by a model: what belongs to a person, and what opens a door.</summary>
public enum SensitiveKind
{
    /// <summary>A key, token or password that a service issued.</summary>
    Secret,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A bank account (IBAN).</summary>
    BankAccount,

    /// <summary>A payment card.</summary>
    Card,

    /// <summary>A social security number of the United States.</summary>
    SocialSecurity,

    /// <summary>A public internet address.</summary>
    IpAddress,

    /// <summary>A telephone number.</summary>
    Phone,
}
