using OpenLedger.Studio.Features.Data.Rehearsal;

namespace OpenLedger.Studio.Tests.Data;

/// <summary>Answers with the question, shortened; nothing, or a problem, where the test wants that.</summary>
internal sealed class FakeAnswers : IGeneralAnswers
{
    public string? Problem { get; set; }

    public Func<string, string> Answer { get; set; } = question => $"About {question.TrimEnd('?')}.";

    public Task<(string Answer, string? Problem)> AnswerAsync(string modelFolder, string question, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Problem is null ? (Answer(question), (string?)null) : ("", Problem));
    }
}
