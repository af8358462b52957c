using System.Text;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Documents;

/// <summary>The text of a document, or why there is none.</summary>
internal sealed record DocumentText(string Text, Sentence? Problem = null)
{
    /// <summary>The most bytes of a document.</summary>
    public const long MostBytes = 64L << 20;

    /// <summary>The most characters that are taken of one.</summary>
    public const int MostCharacters = 4_000_000;

    private const int StackBytes = 16 << 20;

    // Windows-1252: Latin-1 with curly quotation marks, dashes and the euro sign where that has controls.
    private const int WesternCodePage = 1252;

    /// <summary>The endings of documents.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"];

    public static bool IsDocument(string name) => Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    public static DocumentText Refused(string problem, params object[] parts) => new("", new Sentence(problem, parts));

    /// <summary>Reads a document by its ending. On a thread of its own: what is nested deeply must not end the studio.</summary>
    public static DocumentText Read(string path, string name, CancellationToken cancellation)
    {
        var read = Refused("The document could not be read.");
        var thread = new Thread(() => read = ReadHere(path, name, cancellation), StackBytes) { IsBackground = true, Name = "document reader" };
        thread.Start();
        thread.Join();
        cancellation.ThrowIfCancellationRequested();
        if (read.Problem is not null)
        {
            return read;
        }

        var text = read.Text.Replace("\0", "", StringComparison.Ordinal);
        if (text.Length > MostCharacters)
        {
            return Refused("The document has more than {0} characters. Cut it into several, and bring them one by one.", MostCharacters);
        }

        return text.Trim().Length == 0 ? Refused("The document holds no text. Choose another file, or write the entry by hand.") : new DocumentText(text);
    }

    private static DocumentText ReadHere(string path, string name, CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                return Refused("The document is larger than {0} MB. Cut it into several, and bring them one by one.", MostBytes >> 20);
            }

            return Path.GetExtension(name).ToLowerInvariant() switch
            {
                ".pdf" => PdfText.Read(path, cancellation),
                ".docx" => WordText.Read(path),
                ".html" or ".htm" => HtmlText.Read(PlainText(path)),
                _ => new DocumentText(PlainText(path)),
            };
        }
        catch (OperationCanceledException)
        {
            return Refused("It was stopped; nothing was kept.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Readers of foreign formats fail in ways of their own; none of them may end more than this reading.
            return Refused("The document is damaged or of another kind than its name says ({0}). Open it in the program that wrote it, save it again, and bring it anew.", exception.GetType().Name);
        }
    }

    /// <summary>UTF-8 or UTF-16 with its mark; what is no UTF-8 is read as Western European letters.</summary>
    private static string PlainText(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (bytes is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        var marked = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, marked, bytes.Length - marked);
        }
        catch (DecoderFallbackException)
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(WesternCodePage) ?? Encoding.Latin1).GetString(bytes);
        }
    }
}
