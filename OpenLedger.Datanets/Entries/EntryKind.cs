namespace OpenLedger.Datanets.Entries;

/// <summary>The forms that entries of a Datanet can have; a Datanet takes one of them.</summary>
public enum EntryKind
{
    /// <summary>A question or task and its answer: <c>prompt</c>, <c>response</c>, perhaps <c>system</c>.</summary>
    PromptResponse,

    /// <summary>Several turns: <c>messages</c>, each with <c>role</c> and <c>content</c>.</summary>
    Conversation,

    /// <summary>A question with the better and the worse answer: <c>prompt</c>, <c>chosen</c>, <c>rejected</c>, perhaps <c>system</c>.</summary>
    Preference,

    /// <summary>A piece of a document: <c>text</c>, perhaps <c>title</c> and <c>source</c>.</summary>
    Passage,
}
