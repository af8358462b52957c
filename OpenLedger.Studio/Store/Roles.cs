namespace OpenLedger.Studio.Store;

/// <summary>What an account may do. Each role may all that the one after it may.</summary>
public static class Roles
{
    /// <summary>Everything, accounts and settings included.</summary>
    public const string Admin = "Admin";

    /// <summary>Brings data and models, trains, chats; sees and changes what is their own.</summary>
    public const string Trainer = "Trainer";

    /// <summary>Looks at what was shared and chats with it; changes nothing.</summary>
    public const string Viewer = "Viewer";

    public static IReadOnlyList<string> All { get; } = [Admin, Trainer, Viewer];
}
