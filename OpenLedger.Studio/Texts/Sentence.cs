using System.Globalization;
using Microsoft.Extensions.Localization;

namespace OpenLedger.Studio.Texts;

/// <summary>
/// Something to tell a person, in the language they read. The English text is its own key; what stands in its gaps is put in after it
/// was translated, and may itself be a sentence. <paramref name="Words"/> is the class whose resources hold the other languages.
/// Shown as it is, in a log or a test, it is English.
/// </summary>
public sealed record Sentence(Type Words, string Text, params IReadOnlyList<object> Gaps)
{
    /// <summary>The sentence in the reader's language.</summary>
    public string In(IStringLocalizerFactory languages)
    {
        ArgumentNullException.ThrowIfNull(languages);
        return languages.Create(Words)[Text, [.. Gaps.Select(gap => gap is Sentence inner ? inner.In(languages) : gap)]];
    }

    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Text, [.. Gaps]);
}
