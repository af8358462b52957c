using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Generation;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Runs;

/// <summary>Asks the few questions again and keeps the answers. It never takes more than a small share of the run's time.</summary>
internal sealed class RunSampling(IReadOnlyList<SampleQuestion> questions, BaseModel model, RunFolder folder, TimeProvider clock)
{
    private const int MostTokens = 48;

    // Asked again only when training has gone on for so many times as long as asking took.
    private const int TimesAsLong = 12;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _took;
    private long? _askedAt;

    /// <summary>Takes up the record where the run goes on.</summary>
    public void GoOn(int step) => RunSamples.CutAfter(folder.Samples, step);

    /// <summary>The base model's answers, once.</summary>
    public void AskBefore(CancellationToken cancellation)
    {
        if (RunSamples.Read(folder.Samples).All(sample => sample.Step != 0))
        {
            Ask(0, null, isResult: false, cancellation);
        }
    }

    /// <summary>The answers after so many steps, where asking is not too slow.</summary>
    public void AskAt(int step, LoraParameters lora, CancellationToken cancellation)
    {
        if (_askedAt is not { } asked || clock.GetElapsedTime(asked) > TimesAsLong * _took)
        {
            Ask(step, lora, isResult: false, cancellation);
        }
    }

    /// <summary>The answers of the adapter that is the result.</summary>
    public void AskResult(int step, LoraParameters lora, CancellationToken cancellation) => Ask(step, lora, isResult: true, cancellation);

    private void Ask(int step, LoraParameters? lora, bool isResult, CancellationToken cancellation)
    {
        if (questions.Count == 0)
        {
            return;
        }

        var start = clock.GetTimestamp();
        using var generator = lora is null ? new Generator(model, (Adapter?)null) : new Generator(model, lora);
        var answers = new List<SampleAnswer>();
        foreach (var question in questions)
        {
            var answer = clock.GetElapsedTime(start) < Longest ? Answer(generator, question, cancellation) : "";
            answers.Add(new SampleAnswer(question.Kind, question.Question, answer, question.Expected, question.IsRight(answer)));
        }

        RunSamples.Add(folder.Samples, new RunSample(step, isResult, answers));
        (_askedAt, _took) = (clock.GetTimestamp(), clock.GetElapsedTime(start));
    }

    private string Answer(Generator generator, SampleQuestion question, CancellationToken cancellation) =>
        question.Prompt.Length == 0 || question.Prompt.Length >= model.Config.MaxPositions
            ? ""
            : string.Concat(generator.Generate(question.Prompt, new GenerationOptions { MaxNewTokens = MostTokens }, cancellation).Select(piece => piece.Text)).Trim();
}
