namespace OpenLedger.Datanets.Texts;

/// <summary>A piece of a text, in UTF-16 units.</summary>
/// <param name="Start">The first unit, from 0.</param>
/// <param name="End">The unit after the last.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>How many units it has.</summary>
    public int Length => End - Start;

    /// <summary>The piece of a text that this is.</summary>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text[Start..End];
    }
}
