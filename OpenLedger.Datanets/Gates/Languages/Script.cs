namespace OpenLedger.Datanets.Gates.Languages;

/// <summary>The scripts that are told apart. Some are written by one of the known languages only.</summary>
internal enum Script
{
    Other,
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Devanagari,
    Thai,
    Hangul,
    Kana,
    Han,
}
