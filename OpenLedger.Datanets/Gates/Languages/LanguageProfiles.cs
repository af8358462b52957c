using System.Collections.Frozen;

namespace OpenLedger.Datanets.Gates.Languages;

/// <summary>A page of text in each language that is told by its letters, written for this purpose.</summary>
internal static class LanguageProfiles
{
    private static readonly string[] Codes = ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "tr", "uk"];

    /// <summary>The text of each language by its code (ISO 639-1).</summary>
    public static FrozenDictionary<string, string> Texts { get; } = Codes.ToFrozenDictionary(code => code, Read);

    private static string Read(string code)
    {
        var name = $"{typeof(LanguageProfiles).Namespace}.Profiles.{code}.txt";
        using var stream = typeof(LanguageProfiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The text \"{name}\" is not in the library.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
