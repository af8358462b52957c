using System.CommandLine;
using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.CommandLine;

/// <summary>A new password for who forgot theirs and has no admin to ask: for who can reach the data folder.</summary>
internal static class ResetPasswordCommand
{
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string?>("NAME") { Description = "Whose; may be left out where there is one account.", Arity = ArgumentArity.ZeroOrOne };
        var data = DataFolderOption.Create();
        var command = new Command("reset-password", "Set a new password while the studio is stopped. One is made and shown; pipe one in to choose it yourself.") { name, data };
        command.SetAction(async (parsed, cancellation) =>
        {
            var chosen = await ChosenAsync(context, cancellation);
            var (who, password) = await PasswordReset.RunAsync(DataFolderOption.Of(parsed, data), parsed.GetValue(name), chosen, context.Clock);
            context.Write(chosen is null
                ? $"The new password of {who}: {password}\nIt is shown this once. All browsers are signed out; change it under \"My account\".\n"
                : $"{who} has the new password. All browsers are signed out.\n");
            return ExitStatus.Done;
        });
        return command;
    }

    private static async Task<string?> ChosenAsync(CommandContext context, CancellationToken cancellation)
    {
        if (context.InputIsTerminal)
        {
            return null;
        }

        using var reader = new StreamReader(context.Input, leaveOpen: true);
        return await reader.ReadLineAsync(cancellation) is { Length: > 0 } line ? line : null;
    }
}
