using System.Globalization;
using System.Text.Json.Nodes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.CommandLine;

/// <summary>
/// Tells how a run goes: a line a step on standard output, a bar on standard error in a terminal, the scores at the end. In a
/// terminal that shows both, the bar is enough.
/// </summary>
internal sealed class TrainingReport : IProgress<RunProgress>, IDisposable
{
    private readonly CommandContext _context;
    private readonly bool _json;
    private readonly bool _hasLines;
    private readonly ProgressBar _bar;
    private readonly Action _stop;
    private RunPhase? _phase;
    private int _lastStep;

    /// <param name="context">Where to tell it.</param>
    /// <param name="json">Whether scripts read it.</param>
    /// <param name="stop">Stops the run: called when nobody reads standard output any more.</param>
    public TrainingReport(CommandContext context, bool json, Action stop)
    {
        _stop = stop;
        _context = context;
        _json = json;
        _hasLines = json || !context.OutputIsTerminal || !context.ErrorIsTerminal;
        _bar = ProgressBar.Start(context, isWanted: !_hasLines || !context.OutputIsTerminal, "Training");
    }

    /// <summary>Whether the reader of standard output has gone; the run was asked to stop then, with a checkpoint.</summary>
    public bool HasLostItsReader { get; private set; }

    public void Report(RunProgress progress)
    {
        if (progress.Phase != _phase)
        {
            _phase = progress.Phase;
            Tell(NameOf(progress.Phase));
        }

        if (progress.Message is { } message)
        {
            ShowMessage(progress, message);
        }

        if (progress.Phase == RunPhase.Training && progress.Loss is not null && progress.Step > _lastStep)
        {
            _lastStep = progress.Step;
            ShowStep(progress);
        }
    }

    public void ShowOutcome(RunOutcome outcome, string folder)
    {
        _bar.Clear();
        if (outcome.After is { } after)
        {
            var before = outcome.Before;
            TellScore("New", before?.NewRight, after.NewRight, after.NewTotal);
            TellScore("Kept", before?.KeptRight, after.KeptRight, after.KeptTotal);
        }

        if (outcome.BestHeldOutLoss is { } loss)
        {
            Tell(string.Create(CultureInfo.InvariantCulture, $"Held-out loss: {Before(outcome.Before?.HeldOutLoss)}{loss:0.####}."));
        }

        Tell($"Done after {outcome.Steps} steps. The adapter lies in {folder}: openledger chat MODEL --adapter {folder}");
    }

    public void ShowInterruption(string folder)
    {
        _bar.Clear();
        _context.Error.WriteLine($"Interrupted{(_lastStep > 0 ? $" after step {_lastStep}" : "")}. Go on with: openledger train --resume {folder}");
    }

    public void Dispose() => _bar.Dispose();

    private static string Before(double? loss) => loss is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0.####} before, now ") : "";

    private static string NameOf(RunPhase phase) => phase switch
    {
        RunPhase.Loading => "Opening the model and reading the data ...",
        RunPhase.ScoringBefore => "Asking the questions before training ...",
        RunPhase.Training => "Training ...",
        RunPhase.ScoringAfter => "Asking the questions again ...",
        _ => "",
    };

    private void TellScore(string name, int? before, int after, int total)
    {
        if (total > 0)
        {
            Tell($"{name}: {after} of {total} right{(before is { } right ? $", {right} before" : "")}.");
        }
    }

    /// <summary>What people read; with --json standard output holds the steps alone, and a script hears nothing of this.</summary>
    private void Tell(string text)
    {
        if (text.Length > 0 && (!_json || _context.ErrorIsTerminal))
        {
            _bar.Clear();
            _context.Error.WriteLine(text);
        }
    }

    /// <summary>"Going on from step 40" is told; "question 7 of 100" only moves the bar.</summary>
    private void ShowMessage(RunProgress progress, string message)
    {
        if (progress.Phase == RunPhase.Loading)
        {
            Tell(message);
        }
        else
        {
            _bar.Show(0, 0, message);
        }
    }

    private void ShowStep(RunProgress progress)
    {
        if (_hasLines)
        {
            WriteLine(_json ? JsonLines.Line(StepObject(progress)) : StepText(progress));
        }

        _bar.Show(progress.Step, progress.TotalSteps, StepText(progress), progress.Remaining);
    }

    private void WriteLine(string line)
    {
        _bar.Clear();
        try
        {
            _context.WriteLine(line);
        }
        catch (BrokenPipeException)
        {
            HasLostItsReader = true;
            _stop();
        }
    }

    private static JsonObject StepObject(RunProgress progress)
    {
        var step = new JsonObject
        {
            ["step"] = progress.Step,
            ["loss"] = JsonLines.Number(progress.Loss),
            ["learning_rate"] = JsonLines.Number(progress.LearningRate),
            ["grad_norm"] = JsonLines.Number(progress.GradNorm),
            ["tokens_per_second"] = JsonLines.Number(progress.TokensPerSecond),
        };
        if (progress.HeldOutLoss is { } loss)
        {
            step["eval_loss"] = JsonLines.Number(loss);
        }

        return step;
    }

    private static string StepText(RunProgress progress)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"step {progress.Step}/{progress.TotalSteps}  loss {progress.Loss:0.0000}  {progress.TokensPerSecond:0} tokens/s");
        return progress.HeldOutLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $"{text}  held-out loss {loss:0.0000}") : text;
    }
}
