using System.IO.Compression;
using System.Text;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Datanets.Documents;
using OpenLedger.Studio.Features.Datanets.Entries;

namespace OpenLedger.Studio.Tests.Datanets.Documents;

public sealed class DocumentTextTests : IDisposable
{
    // Made by qpdf with a password that opens it.
    private const string Locked = "JVBERi0xLjQKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMiAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL0NvdW50IDEgL0tpZHMgWyAzIDAgUiBdIC9UeXBlIC9QYWdlcy"
        + "A+PgplbmRvYmoKMyAwIG9iago8PCAvQ29udGVudHMgNCAwIFIgL01lZGlhQm94IFsgMCAwIDIwMCAyMDAgXSAvUGFyZW50IDIgMCBSIC9SZXNvdXJjZXMgPDwgL0ZvbnQgPDwgL0YgNSAwIFIgPj4g"
        + "Pj4gL1R5cGUgL1BhZ2UgPj4KZW5kb2JqCjQgMCBvYmoKPDwgL0ZpbHRlciAvRmxhdGVEZWNvZGUgL0xlbmd0aCA0OSA+PgpzdHJlYW0Ka//ZXPWiaL7b5EeMRiTWtWwY7eEEDi/glq3kGOB+cVeey4"
        + "iBIfFKZ5/KSQ1ZNo6Gg2VuZHN0cmVhbQplbmRvYmoKNSAwIG9iago8PCAvQmFzZUZvbnQgL0hlbHZldGljYSAvU3VidHlwZSAvVHlwZTEgL1R5cGUgL0ZvbnQgPj4KZW5kb2JqCjYgMCBvYmoKPDwg"
        + "L0ZpbHRlciAvU3RhbmRhcmQgL0xlbmd0aCAxMjggL08gPDBkYjU4NTVmYzUzMjY1NjllNzY1OTA2Y2FmNjRlNDQyOWE0YzIwZDZlOTk2ZmRlZjk2M2U5YjUwODBmOWUwODM+IC9QIC00IC9SIDMgL1"
        + "UgPDU4OGUyZjg3YTM2ZWRkNmFkYmEyNWU1NzVlMzk5N2E1MDEyMjQ1NmE5MWJhZTUxMzQyNzNhNmRiMTM0Yzg3YzQ+IC9WIDIgPj4KZW5kb2JqCnhyZWYKMCA3CjAwMDAwMDAwMDAgNjU1MzUgZiAK"
        + "MDAwMDAwMDAxNSAwMDAwMCBuIAowMDAwMDAwMDY0IDAwMDAwIG4gCjAwMDAwMDAxMjMgMDAwMDAgbiAKMDAwMDAwMDI1MCAwMDAwMCBuIAowMDAwMDAwMzY5IDAwMDAwIG4gCjAwMDAwMDA0MzkgMD"
        + "AwMDAgbiAKdHJhaWxlciA8PCAvUm9vdCAxIDAgUiAvU2l6ZSA3IC9JRCBbPDVlOGM1OWFkNWMwMTRhZmI5ZjE2ZTQwZWZiODczMDYyPjxkMmVlYTM4MTkxNWU0ZTI4ZDQ0MmY3NzNjYzA0ZjI3MD5d"
        + "IC9FbmNyeXB0IDYgMCBSID4+CnN0YXJ0eHJlZgo2NDYKJSVFT0YK";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Html_ShowsWhatAReaderSees()
    {
        var read = Read("page.html", "<html><head><title>T</title></head><body><h1>Boats</h1><script>alert(1)</script><p>One<br>two <b>three</b></p><ul><li>a</li><li>b</li></ul>" + string.Concat(Enumerable.Repeat("<div>", 3_000)) + "deep");

        Assert.Null(read.Problem);
        Assert.StartsWith("Boats\n\nOne\ntwo three\n\na\nb\n", read.Text, StringComparison.Ordinal);
        Assert.EndsWith("deep", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Word_KeepsBreaksAndTabs_AndTakesNoEntities()
    {
        const string Name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        var body = $"<w:document xmlns:w=\"{Name}\"><w:body><w:p><w:r><w:t>One</w:t><w:br/><w:t xml:space=\"preserve\">two </w:t><w:tab/><w:t>three</w:t></w:r></w:p><w:p><w:r><w:t>Four</w:t></w:r></w:p></w:body></w:document>";

        Assert.Equal("One\ntwo \tthree\n\nFour\n\n", Read("a.docx", Zip(body)).Text);
        Assert.NotNull(Read("b.docx", Zip($"<!DOCTYPE w [<!ENTITY x \"y\">]>{body}")).Problem);
        Assert.NotNull(Read("c.docx", Encoding.UTF8.GetBytes("no zip at all")).Problem);
    }

    [Fact]
    public void Pdf_IsRead_AScanSaysSo_AndRubbishIsRefused()
    {
        var builder = new UglyToad.PdfPig.Writer.PdfDocumentBuilder();
        var font = builder.AddStandard14Font(UglyToad.PdfPig.Fonts.Standard14Fonts.Standard14Font.Helvetica);
        builder.AddPage(595, 842).AddText("Boats float.", 12, new UglyToad.PdfPig.Core.PdfPoint(40, 700), font);
        Assert.Contains("Boats float.", Read("a.pdf", builder.Build()).Text, StringComparison.Ordinal);

        var scan = new UglyToad.PdfPig.Writer.PdfDocumentBuilder();
        scan.AddPage(595, 842).AddPng(Picture, new UglyToad.PdfPig.Core.PdfRectangle(0, 0, 100, 100));
        Assert.Contains("scan", Read("b.pdf", scan.Build()).Problem!.Text, StringComparison.Ordinal);

        Assert.NotNull(Read("c.pdf", Encoding.UTF8.GetBytes("%PDF-1.4 xref trailer << /Root 1 0 R >> startxref 0")).Problem);
    }

    [Fact]
    public void LockedPdf_SaysThatItIsLocked() => Assert.Equal("The PDF is locked with a password. Open it, and save it without one.", $"{Read("a.pdf", Convert.FromBase64String(Locked)).Problem}");

    [Fact]
    public void WesternText_KeepsItsQuotationMarks() =>
        Assert.Equal("“Größe” – 5 €", Read("a.txt", [0x93, (byte)'G', (byte)'r', 0xF6, 0xDF, (byte)'e', 0x94, (byte)' ', 0x96, (byte)' ', (byte)'5', (byte)' ', 0x80]).Text);

    [Fact]
    public void Passages_HoldTheirPlace_AndLoseNoWord()
    {
        var text = string.Join("\n\n", Enumerable.Range(0, 60).Select(number => $"Paragraph {number} says something about boats, and then a little more about harbours."));

        var cuts = PassageCutter.Cut(text, 500);

        Assert.True(cuts.Count > 5);
        Assert.All(cuts, cut => Assert.InRange(cut.End - cut.Start, 1, 750));
        Assert.Equal(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), cuts.SelectMany(cut => text[cut.Start..cut.End].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("abc", string.Concat(PassageCutter.Cut("abc", 1).Select(cut => "abc"[cut.Start..cut.End])));
    }

    [Theory]
    [InlineData("[a](javascript:alert(1))", "javascript")]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("![x](https://elsewhere.example/p.png)", "<img")]
    [InlineData("<p style=\"position:fixed\" onclick=\"x()\">a</p>", "<p style")]
    public void Markdown_OfPeople_CanDoNothing(string markdown, string never) =>
        Assert.DoesNotContain(never, SafeMarkdown.Render(markdown).Value, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void WordDiff_TellsWhatStayedWhatWentAndWhatCame()
    {
        var pieces = WordDiff.Of("Pull the long end tight.", "Pull the short end very tight.");

        Assert.Equal("Pull the long end tight.", string.Concat(pieces.Where(piece => piece.Kind != PieceKind.Added).Select(piece => piece.Text)));
        Assert.Equal("Pull the short end very tight.", string.Concat(pieces.Where(piece => piece.Kind != PieceKind.Removed).Select(piece => piece.Text)));
        Assert.Equal(["long "], pieces.Where(piece => piece.Kind == PieceKind.Removed).Select(piece => piece.Text));
    }

    private static byte[] Picture => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static byte[] Zip(string document)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create))
        using (var writer = new StreamWriter(archive.CreateEntry("word/document.xml").Open()))
        {
            writer.Write(document);
        }

        return memory.ToArray();
    }

    private DocumentText Read(string name, string text) => Read(name, Encoding.UTF8.GetBytes(text));

    private DocumentText Read(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return DocumentText.Read(path, name, CancellationToken.None);
    }
}
