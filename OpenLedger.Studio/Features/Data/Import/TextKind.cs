using System.Text.Json;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Whether a text is JSON, a table or prose: by what it holds first, by its name where that says nothing.</summary>
internal static class TextKind
{
    private const int TableSample = 64 * 1024;

    private static readonly string[] JsonEndings = [".json", ".jsonl", ".ndjson"];
    private static readonly string[] TableEndings = [".csv", ".tsv", ".tab"];
    private static readonly string[] ProseEndings = [".txt", ".md", ".markdown"];

    /// <exception cref="UnreadableFileException">It is a text of a kind that holds no examples.</exception>
    public static FileKind Of(ImportFile file, string text)
    {
        var begin = text.AsSpan().TrimStart();
        if (begin.IsEmpty)
        {
            throw new UnreadableFileException(new Wording("The file is empty. Save it again, and bring it anew."));
        }

        if (begin.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || begin.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnreadableFileException(new Wording("This is a web page, most likely a sign-in or error page that was saved instead of the file. Get the file again."));
        }

        if (begin.StartsWith("version https://git-lfs", StringComparison.Ordinal))
        {
            throw new UnreadableFileException(new Wording("This is only a pointer to a file in Git LFS. Get the file itself (git lfs pull)."));
        }

        if (begin.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnreadableFileException(new Wording("This is XML, which can mean anything. Save the data as CSV or JSON Lines."));
        }

        if (begin[0] is '{' or '[' && (JsonEndings.Contains(file.Extension) || BeginsAsJson(begin)))
        {
            return FileKind.Json;
        }

        if (JsonEndings.Contains(file.Extension))
        {
            return begin[0] == '"' ? FileKind.Json : throw new UnreadableFileException(new Wording("The file is called {0}, but does not begin as JSON does, with {{ or [. Check that it is the right file.", file.Extension));
        }

        if (TableEndings.Contains(file.Extension))
        {
            return FileKind.Table;
        }

        var sample = text.Length <= TableSample ? text : text[..TableSample];
        return !ProseEndings.Contains(file.Extension) && DelimiterDetector.IsTable(sample) ? FileKind.Table : FileKind.Text;
    }

    /// <summary>Whether the text goes on as JSON for a while: a table or a poem may begin with a bracket too.</summary>
    private static bool BeginsAsJson(ReadOnlySpan<char> text)
    {
        const int Enough = 4096;
        const int FewTokens = 3;
        var bytes = System.Text.Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, Enough)].ToString());
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
        var tokens = 0;
        try
        {
            while (tokens < FewTokens && reader.Read())
            {
                tokens++;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return true;
    }
}
