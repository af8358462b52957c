namespace OpenLedger.Datanets.Entries;

/// <summary>The names that roles have in the messages of a conversation.</summary>
internal static class MessageRole
{
    private const string System = "system";
    private const string User = "user";
    private const string Assistant = "assistant";

    public static PartRole Of(string name) => TryOf(name) ?? throw new ArgumentException($"There is no role \"{name}\": system, user or assistant.", nameof(name));

    public static PartRole? TryOf(string name) => name switch
    {
        System => PartRole.System,
        User => PartRole.Prompt,
        Assistant => PartRole.Response,
        _ => null,
    };

    public static string NameOf(PartRole role) => role switch
    {
        PartRole.System => System,
        PartRole.Prompt => User,
        PartRole.Response => Assistant,
        _ => throw new ArgumentException($"A conversation has no {role}.", nameof(role)),
    };
}
