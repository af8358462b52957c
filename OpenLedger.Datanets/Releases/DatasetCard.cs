using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Releases;

/// <summary>
/// The README.md of a release: front matter as the Hugging Face Hub reads it, what people wrote, and the facts of the manifest. What
/// people wrote stands between two marks and is taken over from card to card.
/// </summary>
public static class DatasetCard
{
    /// <summary>How long what people write may be.</summary>
    public const int LongestOwnWords = 20_000;

    private const string Begin = "<!-- own words -->";
    private const string End = "<!-- end of own words -->";

    private static readonly (int Below, string Name)[] Sizes =
    [
        (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"), (int.MaxValue, "10M<n<100M"),
    ];

    /// <summary>What people wrote on a card; empty where it is no card of ours.</summary>
    public static string OwnWordsOf(string? card)
    {
        var start = card?.IndexOf(Begin, StringComparison.Ordinal) ?? -1;
        var end = start < 0 ? -1 : card!.LastIndexOf(End, StringComparison.Ordinal);
        return end > start ? card![(start + Begin.Length)..end].Trim() : "";
    }

    /// <summary>The card. It says nothing of the time at which it is written, so that the same facts give the same card.</summary>
    public static string Write(ReleaseDraft draft, ReleaseManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(manifest);
        var card = new StringBuilder();
        WriteFrontMatter(card, draft, manifest);
        card.Append('\n').Append("# ").Append(OneLine(draft.Title)).Append("\n\n");
        card.Append(Begin).Append("\n\n").Append(WithoutMarks(draft.OwnWords)).Append("\n\n").Append(End).Append('\n');
        WriteFacts(card, draft, manifest);
        return card.ToString();
    }

    private static void WriteFrontMatter(StringBuilder card, ReleaseDraft draft, ReleaseManifest manifest)
    {
        card.Append("---\npretty_name: ").Append(Quoted(OneLine(draft.Title))).Append('\n');
        List(card, "language", draft.Languages);
        List(card, "license", manifest.Licences.Keys.Order(StringComparer.Ordinal).Select(licence => licence.ToLowerInvariant()));
        List(card, "size_categories", [Sizes.First(size => manifest.Counts.Entries < size.Below).Name]);
        List(card, "tags", ["openledger", "datanet"]);
        var formats = manifest.Files.GroupBy(file => file.Format).ToArray();
        if (formats.Length > 0)
        {
            card.Append("configs:\n");
        }

        foreach (var format in formats)
        {
            card.Append("- config_name: ").Append(format.Key).Append("\n  data_files:\n");
            foreach (var file in format)
            {
                card.Append("  - split: ").Append(SplitOf(file)).Append("\n    path: ").Append(Quoted(file.Name)).Append('\n');
            }
        }

        card.Append("---\n");
    }

    private static void WriteFacts(StringBuilder card, ReleaseDraft draft, ReleaseManifest manifest)
    {
        if (draft.Purpose.Length > 0)
        {
            card.Append("\n## Purpose\n\n").Append(OneLine(draft.Purpose)).Append('\n');
        }

        card.Append(CultureInfo.InvariantCulture, $"\n## What is in it\n\nEntries: {manifest.Counts.Entries}. Contributors: {manifest.Counts.Contributors}.\n");
        Table(card, "Category", manifest.Counts.Categories);
        Table(card, "Licence", manifest.Licences);
        Table(card, "Finding of the gates", manifest.Gates);
        card.Append("\n## Splits\n\nRule: `").Append(manifest.Splits.Rule).Append("`, seed ").Append(Code(manifest.Splits.Seed)).Append(".\n\n| split | share |\n|---|---|\n");
        foreach (var share in manifest.Splits.Ratios)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {share.Name} | {share.Share} |\n");
        }

        if (manifest.Agreement is { } agreement)
        {
            card.Append(CultureInfo.InvariantCulture, $"\n## Agreement of reviewers\n\nKrippendorff's alpha {Figure(agreement.Alpha)}, Gwet's AC1 {Figure(agreement.Ac1)}, over {agreement.Items} entries with two reviews or more.\n");
        }

        card.Append("\n## How to check it\n\nThe manifest `manifest.json` holds the hash of every file and the root of the Merkle tree (RFC 9162) over all entries; ");
        card.Append("`manifest.sig` is its signature (Ed25519). In the table `csv`, an apostrophe stands before cells that a spreadsheet would compute.\n");
    }

    private static void Table(StringBuilder card, string heading, IReadOnlyDictionary<string, int>? counts)
    {
        if (counts is not { Count: > 0 })
        {
            return;
        }

        card.Append("\n| ").Append(heading).Append(" | entries |\n|---|---|\n");
        foreach (var (name, count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            card.Append("| ").Append(OneLine(name).Replace("|", "\\|", StringComparison.Ordinal)).Append(CultureInfo.InvariantCulture, $" | {count} |\n");
        }
    }

    private static void List(StringBuilder card, string name, IEnumerable<string> values)
    {
        var all = values.Where(value => value.Length > 0).ToArray();
        if (all.Length == 0)
        {
            return;
        }

        card.Append(name).Append(":\n");
        foreach (var value in all)
        {
            card.Append("- ").Append(Quoted(OneLine(value))).Append('\n');
        }
    }

    private static string SplitOf(ManifestFile file) => Path.GetFileNameWithoutExtension(file.Name);

    /// <summary>A text in JSON's quotes, which are YAML's too.</summary>
    private static string Quoted(string text) => CanonicalJson.Text(JsonValue.Create(text));

    /// <summary>One line that opens no comment, and so is no mark.</summary>
    private static string OneLine(string text) => string.Join(' ', text.Replace("<!--", "<! --", StringComparison.Ordinal).Split(['\r', '\n', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Code(string text) => $"`{OneLine(text).Replace("`", "'", StringComparison.Ordinal)}`";

    private static string Figure(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "unknown";

    private static string WithoutMarks(string text)
    {
        var words = (text.Length > LongestOwnWords ? text[..LongestOwnWords] : text).ReplaceLineEndings("\n").Trim();
        while (words.Contains(Begin, StringComparison.Ordinal) || words.Contains(End, StringComparison.Ordinal))
        {
            words = words.Replace(Begin, "", StringComparison.Ordinal).Replace(End, "", StringComparison.Ordinal);
        }

        return words.Trim();
    }
}
