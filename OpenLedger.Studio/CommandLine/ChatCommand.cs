using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.CommandLine;

/// <summary>A conversation in the terminal, or one read from a pipe, a message a line.</summary>
internal static class ChatCommand
{
    private const string Commands = "/new begins again, /exit ends (so does Ctrl+D); Ctrl+C stops an answer.";

    public static Command Create(CommandContext context, Interruption interruption)
    {
        var model = SharedOptions.Model();
        var adapter = SharedOptions.Adapter();
        var system = new Option<string?>("--system") { Description = "What the model is told before the conversation begins.", HelpName = "TEXT" };
        var json = SharedOptions.Json();
        var sampling = new SamplingOptions();
        var command = new Command("chat", "Talk with a model in the terminal.") { model, adapter, system, json };
        sampling.AddTo(command);
        command.SetAction((parsed, ct) =>
        {
            using var opened = OpenedModel.Open(context, parsed.GetRequiredValue(model), parsed.GetValue(adapter), ct);
            if (opened.Model.Chat is null)
            {
                throw new UsageException($"{opened.Model.Name} has no chat template, so it cannot hold a conversation; use 'generate' with {{\"prompt\"}} lines");
            }

            using var conversation = new Conversation(opened, sampling.Read(parsed), parsed.GetValue(system));
            return Task.FromResult(Talk(context, interruption, conversation, parsed.GetValue(json), ct));
        });
        return command;
    }

    private static int Talk(CommandContext context, Interruption interruption, Conversation conversation, bool json, CancellationToken ct)
    {
        if (context.InputIsTerminal)
        {
            context.Error.WriteLine(Commands);
        }

        using var reader = new StreamReader(context.Input, Encoding.UTF8);
        while (Ask(context, reader, ct) is { } message)
        {
            switch (message.Trim())
            {
                case "":
                    break;
                case "/exit":
                    return ExitStatus.Done;
                case "/new":
                    conversation.BeginAgain();
                    break;
                default:
                    Answer(context, interruption, conversation, message, json, ct);
                    break;
            }
        }

        return ExitStatus.Done;
    }

    private static string? Ask(CommandContext context, StreamReader reader, CancellationToken ct)
    {
        if (context.InputIsTerminal)
        {
            context.Error.Write("> ");
        }

        var line = reader.ReadLineAsync(ct).AsTask().WaitAsync(ct).GetAwaiter().GetResult();
        if (line is null && context.InputIsTerminal)
        {
            // Ctrl+D leaves the cursor behind the prompt.
            context.Error.WriteLine();
        }

        return line;
    }

    private static void Answer(CommandContext context, Interruption interruption, Conversation conversation, string message, bool json, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        interruption.Inner = context.InputIsTerminal ? stop : null;
        try
        {
            var answer = conversation.Answer(message, piece => { if (!json) { context.Write(piece); } }, stop.Token);
            context.WriteLine(json ? JsonLines.Line(new JsonObject { ["text"] = answer }) : "");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            context.WriteLine(json ? JsonLines.Line(new JsonObject { ["error"] = "the answer was stopped" }) : " (stopped)");
        }
        finally
        {
            interruption.Inner = null;
        }
    }
}
