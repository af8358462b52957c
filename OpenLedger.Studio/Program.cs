using OpenLedger.Studio.CommandLine;
using OpenLedger.Studio.Shell;

// Alone, with "serve", or with a setting (--Name=value), this program is the studio; with any other word it is the command line.
var isStudio = args is [] or ["serve", ..] || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0].Contains('='));

return isStudio
    ? await StudioApp.RunAsync(args)
    : await CommandLineApp.RunAsync(args);

/// <summary>The entry point, visible to the tests that start the whole studio.</summary>
public partial class Program;
