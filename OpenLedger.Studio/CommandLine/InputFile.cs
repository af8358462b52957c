namespace OpenLedger.Studio.CommandLine;

/// <summary>A file of input, or standard input where none (or "-") is named.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly bool _isOwned;

    private InputFile(Stream stream, long? length, bool isOwned)
    {
        Stream = stream;
        Length = length;
        _isOwned = isOwned;
    }

    public Stream Stream { get; }

    public long? Length { get; }

    public static InputFile Open(CommandContext context, string? path)
    {
        if (path is null or "-")
        {
            if (context.InputIsTerminal)
            {
                context.Error.WriteLine("Reading lines from the terminal; end with Ctrl+D.");
            }

            return new InputFile(context.Input, null, isOwned: false);
        }

        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new InputFile(stream, stream.CanSeek ? stream.Length : null, isOwned: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{path} cannot be read ({failure.Message.TrimEnd('.')}); name a file that is there, or leave the name out and pipe the lines in");
        }
    }

    public void Dispose()
    {
        if (_isOwned)
        {
            Stream.Dispose();
        }
    }
}
