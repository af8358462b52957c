namespace OpenLedger.Datanets.Gates.Languages;

/// <summary>In which language a text seems to be written.</summary>
/// <param name="Language">The language (ISO 639-1).</param>
/// <param name="Margin">By how much it fits better than the best of the languages asked about, in mean logarithms a letter; 1 where the script alone tells.</param>
/// <param name="Letters">How many letters were looked at.</param>
public readonly record struct LanguageGuess(string Language, double Margin, int Letters);
