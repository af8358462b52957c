namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>How prose becomes examples.</summary>
public enum TextCut
{
    /// <summary>The whole file is one example.</summary>
    Whole,

    /// <summary>Pieces of some length, cut at blank lines.</summary>
    Pieces,

    /// <summary>A blank line ends an example.</summary>
    Paragraphs,

    /// <summary>Each line is an example.</summary>
    Lines,

    /// <summary>Lines that begin with "Q:" and "A:" or the like are questions and answers.</summary>
    Dialogue,
}
