namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>What can be wrong with the examples of a set.</summary>
public enum FindingKind
{
    /// <summary>The model's template refuses them.</summary>
    Unreadable,

    /// <summary>They say what an earlier one says.</summary>
    Duplicates,

    /// <summary>The same question has another answer earlier.</summary>
    Contradictions,

    /// <summary>The answer is empty.</summary>
    EmptyAnswers,

    /// <summary>All answers are the same.</summary>
    OneAnswer,

    /// <summary>The question says the answer already.</summary>
    AnswerInQuestion,

    /// <summary>An answer begins or ends with blanks.</summary>
    BlankEnds,

    /// <summary>Letters were read in the wrong encoding once.</summary>
    BrokenLetters,

    /// <summary>Marks of structure are spelled in the text.</summary>
    Marks,

    /// <summary>They are longer than the longest text that is read.</summary>
    TooLong,
}
