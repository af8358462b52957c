namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Why a row was set aside, in the groups in which people count them.</summary>
public enum ProblemKind
{
    /// <summary>The row cannot be read: broken JSON, quotes that do not close, letters that are lost.</summary>
    Unreadable,

    /// <summary>The row is longer than is read.</summary>
    TooLong,

    /// <summary>A field that is needed is not there, or holds something else.</summary>
    Field,

    /// <summary>Someone speaks who is not known.</summary>
    Role,

    /// <summary>There is no answer to learn.</summary>
    EmptyAnswer,

    /// <summary>The same was said in an earlier row.</summary>
    Duplicate,

    /// <summary>The row has another form than the dataset.</summary>
    OtherForm,
}
