using System.CommandLine;

namespace OpenLedger.Studio.CommandLine;

/// <summary>The command line: everything the studio can do, for people who script.</summary>
internal static class CommandLineApp
{
    public static Task<int> RunAsync(string[] args) => CreateRoot().Parse(args).InvokeAsync();

    private static RootCommand CreateRoot() => new("OpenLedger Studio: fine-tune language models on your own machine. Without a command it starts the studio.");
}
