namespace OpenLedger.Datanets.Releases;

/// <summary>What the rows of an export are like.</summary>
public enum ReleaseFormat
{
    /// <summary>JSON Lines of <c>{"messages": [{"role", "content"}]}</c>.</summary>
    Messages,

    /// <summary>JSON Lines of <c>{"instruction", "input", "output", "system"?}</c>.</summary>
    Alpaca,

    /// <summary>JSON Lines of <c>{"prompt", "completion"}</c>; entries with a system message are not in it.</summary>
    PromptCompletion,

    /// <summary>JSON Lines of <c>{"prompt", "chosen", "rejected", "system"?}</c>.</summary>
    Preference,

    /// <summary>JSON Lines of <c>{"text", "title"?}</c>.</summary>
    Text,

    /// <summary>A table of all fields, RFC 4180; no cell is a formula.</summary>
    Csv,
}

/// <summary>The names that formats have in manifests and paths.</summary>
public static class ReleaseFormats
{
    /// <summary>All of them, in the order of a manifest.</summary>
    public static IReadOnlyList<ReleaseFormat> All { get; } = Enum.GetValues<ReleaseFormat>();

    /// <summary>The name, as it stands in paths.</summary>
    public static string NameOf(ReleaseFormat format) => format switch
    {
        ReleaseFormat.Messages => "messages",
        ReleaseFormat.Alpaca => "alpaca",
        ReleaseFormat.PromptCompletion => "prompt-completion",
        ReleaseFormat.Preference => "preference",
        ReleaseFormat.Text => "text",
        _ => "csv",
    };

    /// <summary>The format of a name; null where there is none.</summary>
    public static ReleaseFormat? TryParse(string? name) => All.Where(format => NameOf(format) == name).Select(format => (ReleaseFormat?)format).FirstOrDefault();

    /// <summary>The path of a split of an export.</summary>
    public static string PathOf(ReleaseFormat format, string split) => $"{NameOf(format)}/{split}.{(format == ReleaseFormat.Csv ? "csv" : "jsonl")}";
}
