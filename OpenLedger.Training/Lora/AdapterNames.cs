namespace OpenLedger.Training.Lora;

/// <summary>
/// The names of an adapter's tensors on disk: <c>base_model.model.PATH.lora_A.weight</c>. Other tools leave the prefix out or put the adapter's name
/// before <c>weight</c>; both are read, the canonical form is written.
/// </summary>
internal static class AdapterNames
{
    private const string Prefix = "base_model.model.";
    private const string DownPart = ".lora_A.";
    private const string UpPart = ".lora_B.";
    private const string Ending = "weight";

    public static string Down(string path) => Prefix + path + DownPart + Ending;

    public static string Up(string path) => Prefix + path + UpPart + Ending;

    /// <summary>The canonical form of a name in a file; null where it is no matrix of a linear adapter.</summary>
    public static string? Canonical(string name)
    {
        var path = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        foreach (var part in new[] { DownPart, UpPart })
        {
            var at = path.IndexOf(part, StringComparison.Ordinal);
            if (at > 0 && IsEnding(path.AsSpan(at + part.Length)))
            {
                return Prefix + path[..at] + part + Ending;
            }
        }

        return null;
    }

    private static bool IsEnding(ReadOnlySpan<char> rest)
    {
        var dot = rest.IndexOf('.');
        return dot < 0 ? rest.SequenceEqual(Ending) : dot > 0 && rest[(dot + 1)..].SequenceEqual(Ending);
    }
}
