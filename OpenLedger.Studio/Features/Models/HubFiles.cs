using System.Text.RegularExpressions;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// Which files of a hub-style folder are taken. Only what is on this list ever lands on the disk; weights only as safetensors, which
/// hold numbers and nothing that could run.
/// </summary>
internal static partial class HubFiles
{
    public const string Config = "config.json";
    public const string Template = "chat_template.jinja";
    public const string Suggestions = "studio.json";
    public const string AdapterConfig = "adapter_config.json";
    public const string AdapterWeights = "adapter_model.safetensors";

    private const string MoreTemplates = "additional_chat_templates/";

    private static readonly string[] Pickles = [".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".dill", ".npy", ".npz"];

    private static readonly string[] Archives = [".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst"];

    private static readonly string[] ModelFiles =
    [
        Config, Suggestions, Template, "generation_config.json", "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json",
        "added_tokens.json", "model.safetensors", "model.safetensors.index.json",
    ];

    private static readonly string[] AdapterFiles = [AdapterConfig, AdapterWeights, "recipe.json"];

    /// <summary>The weights a person must not give; checked by name before anything is unpacked, by content after.</summary>
    public static Sentence? Forbidden(IEnumerable<string> paths)
    {
        foreach (var name in paths.Select(path => path[(path.LastIndexOf('/') + 1)..]))
        {
            var ending = Path.GetExtension(name).ToLowerInvariant();
            if (Pickles.Contains(ending))
            {
                return ModelSentences.Pickle(name);
            }

            if (ending is ".gguf" or ".ggml")
            {
                return ModelSentences.Gguf(name);
            }

            if (Archives.Contains(ending))
            {
                return ModelSentences.ZipInside(name);
            }
        }

        return null;
    }

    /// <summary>The folder inside of which the file lies that makes it a model or an adapter: "" or "name/"; the sentence says why there is none.</summary>
    public static (string Root, Sentence? Problem) RootOf(IReadOnlyList<string> paths, string marker)
    {
        var roots = paths.Where(path => !IsOfMac(path) && (path == marker || path.EndsWith("/" + marker, StringComparison.Ordinal)))
            .Select(path => path[..^marker.Length])
            .OrderBy(root => root.Count(character => character == '/'))
            .ToList();
        if (roots.Count == 0)
        {
            return (string.Empty, marker == Config ? ModelSentences.NoConfig : ModelSentences.NoAdapterConfig);
        }

        return roots.Count > 1 && Depth(roots[1]) == Depth(roots[0])
            ? (string.Empty, ModelSentences.SeveralModels(roots[0].TrimEnd('/'), roots[1].TrimEnd('/')))
            : (roots[0], null);
    }

    /// <summary>Where a file of a model goes; null where it is left out. The path is relative to the model's own folder.</summary>
    public static string? PlaceInModel(string path) =>
        ModelFiles.Contains(path, StringComparer.Ordinal) || Shard().IsMatch(path) || Document().IsMatch(path) || IsMoreTemplate(path) ? path : null;

    /// <summary>Where a file of an adapter goes; null where it is left out.</summary>
    public static string? PlaceInAdapter(string path) => AdapterFiles.Contains(path, StringComparer.Ordinal) || Document().IsMatch(path) ? path : null;

    /// <summary>What the Finder of a Mac puts beside every file.</summary>
    public static bool IsOfMac(string path) => path.StartsWith("__MACOSX/", StringComparison.Ordinal) || path.Split('/')[^1].StartsWith("._", StringComparison.Ordinal);

    private static int Depth(string root) => root.Count(character => character == '/');

    private static bool IsMoreTemplate(string path) =>
        path.StartsWith(MoreTemplates, StringComparison.Ordinal) && path.EndsWith(".jinja", StringComparison.Ordinal) && path.IndexOf('/', MoreTemplates.Length) < 0;

    [GeneratedRegex(@"\Amodel-[0-9]{5}-of-[0-9]{5}\.safetensors\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shard();

    [GeneratedRegex(@"\A(README\.md|LICEN[CS]E(\.txt|\.md)?|COPYING|NOTICE(\.txt)?|USE_POLICY\.md)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Document();
}
