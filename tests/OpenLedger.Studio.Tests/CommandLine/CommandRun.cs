using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Studio.CommandLine;

namespace OpenLedger.Studio.Tests.CommandLine;

/// <summary>One command run inside the test's process, with its input and output in memory.</summary>
internal sealed record CommandRun(int Status, string Output, string Error)
{
    public JsonObject[] Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    public JsonObject Line => Assert.Single(Lines);

    public static CommandRun Of(params string[] arguments) => With("", arguments);

    public static CommandRun With(string input, params string[] arguments)
    {
        using var output = new MemoryStream();
        var error = new StringWriter();
        var context = new CommandContext
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Output = output,
            Error = error,
            Clock = TimeProvider.System,
        };
        using var interruption = new Interruption();
        var status = CommandLineApp.RunAsync(arguments, context, interruption).GetAwaiter().GetResult();
        return new CommandRun(status, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
