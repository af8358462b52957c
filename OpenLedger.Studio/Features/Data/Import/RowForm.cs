namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What the rows of a file say.</summary>
public enum RowForm
{
    /// <summary>A list of messages in one column.</summary>
    Conversation,

    /// <summary>A question and its answer in two columns.</summary>
    QuestionAnswer,

    /// <summary>A beginning that is read and its continuation that is learned, without a conversation around them.</summary>
    Continuation,

    /// <summary>Plain text, all of it learned.</summary>
    PlainText,

    /// <summary>A better and a worse answer to the same question.</summary>
    Preference,
}
