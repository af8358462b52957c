using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OpenLedger.Studio.CommandLine;

/// <summary>The world a command lives in. Tests give it one of their own.</summary>
internal sealed class CommandContext
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    public required TimeProvider Clock { get; init; }

    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public static CommandContext OfThisProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = OpenOutput(),
        Error = new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true },
        Clock = TimeProvider.System,
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };

    /// <summary>Writes whole text at once, so that a reader sees it without delay.</summary>
    public void Write(string text)
    {
        try
        {
            Output.Write(Utf8.GetBytes(text));
            Output.Flush();
        }
        catch (IOException failure)
        {
            throw new BrokenPipeException(failure);
        }
    }

    public void WriteLine(string text) => Write(text + "\n");

    /// <summary>
    /// .NET's console stream hides that the reader of a pipe has gone, and the program would compute on for nobody. A file stream
    /// tells; but for a file it keeps a position of its own, which two writers of one file would not share.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        try
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? Console.OpenStandardOutput() : stream;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return Console.OpenStandardOutput();
        }
    }
}
