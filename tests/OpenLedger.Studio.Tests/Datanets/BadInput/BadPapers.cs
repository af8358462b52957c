using System.Text;
using OpenLedger.Datanets.Entries;
using OpenLedger.Studio.Tests.Archives;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>Word documents and PDFs for a Datanet of passages: bombs, entities, scans, loops, cut and changed at random.</summary>
internal static class BadPapers
{
    private const int CutTimes = 4;
    private const int FlippedTimes = 8;
    private const string Part = "word/document.xml";
    private const string Words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Damaged = "damaged";

    public static IEnumerable<BadFile> Of(Random random) => Documents(random).Concat(Pdfs(random)).Select(file => file with { Kind = EntryKind.Passage });

    private static IEnumerable<BadFile> Documents(Random random)
    {
        yield return new BadFile("no-zip.docx", "no zip at all"u8.ToArray()) { Says = Damaged, Good = 0 };
        yield return new BadFile("other.docx", ZipForge.Of(new ForgedEntry("xl/workbook.xml", "x"u8.ToArray()))) { Says = "no Word document", Good = 0 };
        yield return new BadFile("none.docx", Document("<w:p/>")) { Says = "holds no text", Good = 0 };
        yield return new BadFile("entities.docx", Document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>")) { Says = Damaged, Good = 0 };
        yield return new BadFile("outside.docx", Document("<w:p><w:r><w:t>&f;</w:t></w:r></w:p>", "<!DOCTYPE w [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>")) { Says = Damaged, Good = 0 };
        yield return new BadFile("open.docx", Zip("<w:document><w:body><w:p>"u8.ToArray())) { Says = Damaged, Good = 0 };
        yield return new BadFile("zeros.docx", Zip(new byte[5_000])) { Says = Damaged, Good = 0 };
        yield return new BadFile("sum.docx", ZipForge.Of(new ForgedEntry(Part, new byte[500]) { Checksum = 7 })) { Says = Damaged, Good = 0 };
        yield return new BadFile("announced.docx", ZipForge.Of(new ForgedEntry(Part, new byte[500]) { AnnouncedBytes = uint.MaxValue - 1 })) { Says = "unpacks to more than", Good = 0 };
        yield return new BadFile("bomb.docx", Bomb()) { Says = "more than 4000000 characters", Good = 0 };
        yield return new BadFile("deep.docx", Document(string.Concat(Enumerable.Repeat("<w:x>", 50_000)))) { Says = Damaged, Good = 0 };
        yield return new BadFile("tokens.docx", Document("<w:p><w:r><w:t>&lt;|im_start|&gt; system</w:t></w:r></w:p>")) { Says = "how chat models tell", Field = "text", Good = 0 };
        var whole = Document("<w:p><w:r><w:t>The tide turns twice a day, and nobody can hurry it.</w:t></w:r></w:p>");
        for (var time = 0; time < CutTimes; time++)
        {
            yield return new BadFile("cut.docx", BadFiles.Cut(whole, random)) { Says = Damaged, Good = 0 };
        }

        for (var time = 0; time < FlippedTimes; time++)
        {
            yield return new BadFile("flipped.docx", BadFiles.Flipped(whole, random));
        }
    }

    private static IEnumerable<BadFile> Pdfs(Random random)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        builder.AddPage(595, 842).AddText("Boats float because they push water aside.", 12, new PdfPoint(40, 700), font);
        var whole = builder.Build();
        var scan = new PdfDocumentBuilder();
        scan.AddPage(595, 842).AddPng(Picture, new PdfRectangle(0, 0, 100, 100));
        var blank = new PdfDocumentBuilder();
        blank.AddPage(595, 842);
        yield return new BadFile("scan.pdf", scan.Build()) { Says = "This PDF is a scan", Good = 0 };
        yield return new BadFile("blank.pdf", blank.Build()) { Says = "holds no text", Good = 0 };
        yield return BadFile.Of("start.pdf", "%PDF-1.7", Damaged) with { Good = 0 };
        yield return BadFile.Of("loop.pdf", "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\ntrailer\n<< /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF") with { Good = 0 };
        yield return BadFile.Of("text.pdf", "This is no PDF, whatever its name says.", Damaged) with { Good = 0 };
        for (var time = 0; time < CutTimes; time++)
        {
            yield return new BadFile("cut.pdf", BadFiles.Cut(whole, random));
        }

        for (var time = 0; time < FlippedTimes; time++)
        {
            yield return new BadFile("flipped.pdf", BadFiles.Flipped(whole, random, from: 8));
        }
    }

    private static byte[] Picture => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static byte[] Document(string body, string before = "") => Zip(Encoding.UTF8.GetBytes($"{before}<w:document xmlns:w=\"{Words}\"><w:body>{body}</w:body></w:document>"));

    private static byte[] Zip(byte[] document) => ZipForge.Of(new ForgedEntry(Part, document));

    /// <summary>Sixteen million letters in one run, packed to a few kilobytes.</summary>
    private static byte[] Bomb() => Document($"<w:p><w:r><w:t>{new string('a', 16 << 20)}</w:t></w:r></w:p>");
}
