namespace OpenLedger.Studio.Features.Data.Rehearsal;

/// <summary>Asks a base model questions of general knowledge.</summary>
internal interface IGeneralAnswers
{
    /// <summary>The model's answers in the order of the questions, drawn without chance, each when it is there. <paramref name="asker"/> is what others hear who wait.</summary>
    /// <exception cref="Training.TrainingException">The model cannot be asked.</exception>
    IEnumerable<string> Answers(string modelFolder, IEnumerable<string> questions, string asker, CancellationToken cancellation);
}
