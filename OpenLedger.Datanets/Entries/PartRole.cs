namespace OpenLedger.Datanets.Entries;

/// <summary>Whose words a part of an entry is, so that a gate need not know the entry's form.</summary>
public enum PartRole
{
    /// <summary>Says how to answer; the system message.</summary>
    System,

    /// <summary>What is asked: the prompt, a user's turn.</summary>
    Prompt,

    /// <summary>What is taught: the response, an assistant's turn, the chosen answer.</summary>
    Response,

    /// <summary>The worse of two answers.</summary>
    Rejected,

    /// <summary>The text of a passage, which is neither asked nor answered.</summary>
    Passage,

    /// <summary>The heading of a passage.</summary>
    Title,
}
