using OpenLedger.Studio.Archives;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// Finds the licence of a model: what the head of its README says (<c>license:</c>, as the model hub has it), else what its licence
/// file begins with. Nothing is guessed: where neither says, it is unknown.
/// </summary>
internal static class LicenceReader
{
    private const int MostBytes = 64 * 1024;
    private const int LongestName = 60;
    private const string Dashes = "---\n";

    private static readonly string[] LicenceFiles = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "LICENCE.md", "COPYING"];

    private static readonly (string Words, string Name)[] Known =
    [
        ("Apache License", "Apache-2.0"),
        ("MIT License", "MIT"),
        ("Permission is hereby granted, free of charge", "MIT"),
        ("BSD 3-Clause", "BSD-3-Clause"),
        ("LLAMA 2 COMMUNITY LICENSE", "Llama 2 Community"),
        ("LLAMA 3.1 COMMUNITY LICENSE", "Llama 3.1 Community"),
        ("LLAMA 3.2 COMMUNITY LICENSE", "Llama 3.2 Community"),
        ("META LLAMA 3 COMMUNITY LICENSE", "Llama 3 Community"),
        ("GNU AFFERO GENERAL PUBLIC LICENSE", "AGPL-3.0"),
        ("GNU GENERAL PUBLIC LICENSE", "GPL-3.0"),
        ("Mistral AI Research License", "Mistral Research"),
        ("DEEPSEEK LICENSE", "DeepSeek"),
        ("Qwen LICENSE AGREEMENT", "Qwen"),
    ];

    /// <summary>The licence; null where the folder does not say.</summary>
    public static string? Of(string folder) => OfReadme(Path.Combine(folder, "README.md")) ?? LicenceFiles.Select(name => OfFile(Path.Combine(folder, name))).FirstOrDefault(name => name is not null);

    private static string? OfReadme(string file)
    {
        if (Beginning(file) is not { } text || Head(text) is not { } head)
        {
            return null;
        }

        var name = Named(head, "license");
        return name is "other" ? Named(head, "license_name") ?? name : name;
    }

    /// <summary>What stands between the first two lines of dashes; null where the text does not begin with one.</summary>
    private static string? Head(string text) =>
        text.StartsWith(Dashes, StringComparison.Ordinal) && text.IndexOf("\n---", Dashes.Length - 1, StringComparison.Ordinal) is >= 0 and var end
            ? text[Dashes.Length..Math.Max(Dashes.Length, end)]
            : null;

    private static string? Named(string head, string key)
    {
        foreach (var line in head.Split('\n'))
        {
            if (line.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase) && Clean(line[(key.Length + 1)..]) is { Length: > 0 } name)
            {
                return name;
            }
        }

        return null;
    }

    private static string? OfFile(string file)
    {
        if (Beginning(file) is not { } text)
        {
            return null;
        }

        var known = Known.FirstOrDefault(licence => text.Contains(licence.Words, StringComparison.OrdinalIgnoreCase)).Name;
        var first = text.Split('\n').Select(Clean).FirstOrDefault(line => line.Length > 0);
        return known ?? first;
    }

    private static string Clean(string text)
    {
        var clean = text.Trim().Trim('"', '\'', '#', '[', ']').Trim();
        return Printable.Shown(clean.Length > LongestName ? clean[..LongestName] : clean);
    }

    private static string? Beginning(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(MostBytes, stream.Length)];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return System.Text.Encoding.UTF8.GetString(bytes, 0, count).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
