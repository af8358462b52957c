using OpenLedger.Studio.Features.Data.Rehearsal;
using OpenLedger.Training;

namespace OpenLedger.Studio.Tests.Data;

/// <summary>Answers with the question, shortened; nothing, or a problem, where the test wants that.</summary>
internal sealed class FakeAnswers : IGeneralAnswers
{
    public string? Problem { get; set; }

    public Func<string, string> Answer { get; set; } = question => $"About {question.TrimEnd('?')}.";

    public IEnumerable<string> Answers(string modelFolder, IEnumerable<string> questions, string asker, CancellationToken cancellation)
    {
        if (Problem is not null)
        {
            throw new TrainingException(Problem);
        }

        return questions.Select(Answer);
    }
}
