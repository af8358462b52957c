using System.Text.Json.Nodes;

namespace OpenLedger.Studio.CommandLine;

/// <summary>
/// Turns every line of input into a line of output. A line that cannot be processed gives an error in its place, the others go on,
/// and the exit status tells.
/// </summary>
internal sealed class LineByLine(CommandContext context, string? file, bool json)
{
    public int Run(Func<JsonObject, JsonObject> process, Func<JsonObject, string> show, CancellationToken ct)
    {
        using var opened = InputFile.Open(context, file);
        var reader = new JsonLineReader(opened.Stream);
        using var bar = ProgressBar.Start(context, opened.Length is not null && !context.OutputIsTerminal, "Lines");
        var status = ExitStatus.Done;
        foreach (var line in reader.Read(ct))
        {
            var result = Result(line, process);
            if (result.Problem is { } problem)
            {
                status = ExitStatus.InputIsWrong;
                ShowProblem(line.Number, problem);
            }
            else
            {
                context.WriteLine(json ? JsonLines.Line(result.Value!) : show(result.Value!));
            }

            bar.Show(reader.BytesRead, opened.Length ?? 0, $"{line.Number} lines");
        }

        return status;
    }

    private static (JsonObject? Value, string? Problem) Result(InputLine line, Func<JsonObject, JsonObject> process)
    {
        if (line.Value is null)
        {
            return (null, line.Problem);
        }

        try
        {
            return (process(line.Value), null);
        }
        catch (Exception failure) when (failure is UsageException or OpenLedger.Training.TrainingException)
        {
            return (null, failure.Message);
        }
    }

    private void ShowProblem(long number, string problem)
    {
        var message = $"line {number}: {problem}";
        if (json)
        {
            context.WriteLine(JsonLines.Line(new JsonObject { ["error"] = message }));
        }
        else
        {
            context.Error.WriteLine(message);
        }
    }
}
