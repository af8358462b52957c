using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace OpenLedger.Studio.Features.Datanets.Documents;

/// <summary>The text of a PDF in reading order. A scan holds pictures of text, and is told apart from an empty document.</summary>
internal static class PdfText
{
    private const int MostPages = 3_000;

    public static DocumentText Read(string path, CancellationToken cancellation)
    {
        try
        {
            using var document = PdfDocument.Open(path);
            return document.IsEncrypted ? Locked() : Read(document, cancellation);
        }
        catch (PdfDocumentEncryptedException)
        {
            return Locked();
        }
    }

    private static DocumentText Locked() => DocumentText.Refused("The PDF is locked with a password. Open it, and save it without one.");

    private static DocumentText Read(PdfDocument document, CancellationToken cancellation)
    {
        if (document.NumberOfPages > MostPages)
        {
            return DocumentText.Refused("The PDF has {0} pages; up to {1} are read. Cut it into several.", document.NumberOfPages, MostPages);
        }

        var (text, hasPictures) = (new StringBuilder(), false);
        foreach (var page in document.GetPages())
        {
            cancellation.ThrowIfCancellationRequested();
            hasPictures |= page.NumberOfImages > 0;
            if (page.Letters.Count > 0)
            {
                text.Append(ContentOrderTextExtractor.GetText(page)).Append("\n\n");
            }

            if (text.Length > DocumentText.MostCharacters)
            {
                break;
            }
        }

        return text.ToString().Trim().Length == 0 && hasPictures
            ? DocumentText.Refused("This PDF is a scan: it holds pictures of pages, and no text. Run text recognition over it first, and bring the result.")
            : new DocumentText(text.ToString());
    }
}
