namespace OpenLedger.Datanets.Gates;

/// <summary>The ids of the rules, which findings carry and releases count. Words that only offend (G16) are not looked for.</summary>
public static class GateRule
{
    /// <summary>The form of the entry, its turns, its category.</summary>
    public const string Schema = "G01";

    /// <summary>A prompt or an answer without words.</summary>
    public const string Empty = "G02";

    /// <summary>More characters than the Datanet takes.</summary>
    public const string Size = "G03";

    /// <summary>Characters that cannot be shown or stored; as advice those that nobody sees.</summary>
    public const string Control = "G04";

    /// <summary>The signs with which chat templates part turns.</summary>
    public const string Template = "G05";

    /// <summary>An answer that repeats its prompt.</summary>
    public const string Echo = "G06";

    /// <summary>The same entry once more.</summary>
    public const string Copy = "G07";

    /// <summary>Keys and passwords.</summary>
    public const string Secret = "G08";

    /// <summary>Personal data of a fixed form.</summary>
    public const string PersonalData = "G09";

    /// <summary>Questions that models are measured with.</summary>
    public const string Contamination = "G10";

    /// <summary>Near-copies.</summary>
    public const string NearCopy = "G11";

    /// <summary>Text that repeats itself.</summary>
    public const string Repetition = "G12";

    /// <summary>Shouting, links without text, what a chat window leaves behind.</summary>
    public const string Noise = "G13";

    /// <summary>Letters that no language puts beside each other.</summary>
    public const string Mash = "G14";

    /// <summary>Another language than those of the Datanet.</summary>
    public const string Language = "G15";
}
