using System.CommandLine;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Which data folder a command means: the one named, or the one of the settings.</summary>
internal static class DataFolderOption
{
    public static Option<string?> Create() => new("--data") { Description = "The data folder. Without it, the one that the settings name (Studio:DataFolder).", HelpName = "FOLDER" };

    public static string Of(ParseResult parsed, Option<string?> option) => StudioOptions.OfThisComputer(parsed.GetValue(option)).DataFolder;
}
