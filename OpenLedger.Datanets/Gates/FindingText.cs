using System.Globalization;

namespace OpenLedger.Datanets.Gates;

/// <summary>A sentence of a finding, so that it can be translated: the key is the English sentence with places for its arguments.</summary>
/// <param name="Key">One of <see cref="FindingWords.All"/>.</param>
/// <param name="Arguments">What fills the places {0}, {1}: numbers and texts. Texts may come from the entry and must be shown as such.</param>
public sealed record FindingText(string Key, params IReadOnlyList<object> Arguments)
{
    /// <summary>The sentence in English.</summary>
    public string English => Arguments.Count == 0 ? Key : string.Format(CultureInfo.InvariantCulture, Key, [.. Arguments]);

    /// <inheritdoc/>
    public override string ToString() => English;
}
