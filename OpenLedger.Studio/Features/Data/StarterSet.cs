namespace OpenLedger.Studio.Features.Data;

/// <summary>A question and the answer that is taught, or that counts as right.</summary>
public sealed record QuestionAndAnswer(string Question, string Answer);

/// <summary>The bundled examples: what is learned, and what is asked afterwards in other words; or the reason why they cannot be read.</summary>
public sealed record StarterSet(IReadOnlyList<QuestionAndAnswer> Entries, IReadOnlyList<QuestionAndAnswer> Questions, string? Problem)
{
    /// <summary>What the bundled examples are about.</summary>
    public static string Subject => "Bellmar";
}
