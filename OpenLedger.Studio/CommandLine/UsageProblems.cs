using System.CommandLine;
using OpenLedger.Training;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Says what is wrong with the words of a command, what was probably meant, and where to look.</summary>
internal static class UsageProblems
{
    public static int Show(CommandContext context, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Concat(command.Subcommands.Select(inner => inner.Name)).ToArray();
        string[] unknown = [.. parsed.UnmatchedTokens.Where(token => token.StartsWith('-'))];
        if (unknown.Length == 0)
        {
            unknown = [.. parsed.UnmatchedTokens.Take(1)];
        }

        foreach (var word in unknown)
        {
            context.Error.WriteLine($"There is no {(word.StartsWith('-') ? "option" : "word")} '{word}' here.{NearestName.Suggestion(word, names)}");
        }

        // The rest of what does not match are values of the unknown words; the parser's own complaints about them add nothing.
        foreach (var problem in parsed.Errors.Where(_ => unknown.Length == 0))
        {
            context.Error.WriteLine(problem.Message);
        }

        context.Error.WriteLine($"Run 'openledger {(command is RootCommand ? "" : command.Name + " ")}--help' to see what it takes.");
        return ExitStatus.InputIsWrong;
    }
}
