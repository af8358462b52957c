namespace OpenLedger.Studio.Features.Data.Rehearsal;

/// <summary>Asks a base model a question of general knowledge.</summary>
internal interface IGeneralAnswers
{
    /// <summary>The model's answer, drawn without chance; or why there is none.</summary>
    Task<(string Answer, string? Problem)> AnswerAsync(string modelFolder, string question, CancellationToken cancellation);
}
