using System.IO.Compression;
using System.Text;
using MiniExcelLibs;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Tests.Data.Import;

public sealed class WorkbookTests
{
    [Fact]
    public void Sheet_IsReadWithItsHeader()
    {
        var book = Book(new { question = "When does it open?", answer = "At nine." }, new { question = "How many?", answer = "" });

        var imported = Imported.Of("a.xlsx", book, options: Imported.Everything);

        Assert.Equal(("Sheet1", true), (imported.Form.Sheet, imported.Form.HasHeader));
        Assert.Equal("user: When does it open? | assistant: At nine.", imported.Said(0));
        Assert.Equal(1, imported.Report.EmptyAnswers);
    }

    [Fact]
    public void Numbers_Days_AndSwitches_AreWrittenPlainly()
    {
        Assert.Equal("user: What? | assistant: 12.5", Imported.Of("a.xlsx", Book(new { question = "What?", answer = 12.5 })).Said(0));
        Assert.Equal("user: When? | assistant: 2026-03-09", Imported.Of("a.xlsx", Book(new { question = "When?", answer = new DateTime(2026, 3, 9) })).Said(0));
        Assert.Equal("user: True? | assistant: true", Imported.Of("a.xlsx", Book(new { question = "True?", answer = true })).Said(0));
    }

    [Fact]
    public void FirstSheetThatIsATable_IsTaken_AndAnotherCanBeChosen()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new Dictionary<string, object>
        {
            ["Notes"] = Array.Empty<object>(),
            ["Shop"] = new[] { new { question = "a", answer = "b" } },
            ["Museum"] = new[] { new { question = "c", answer = "d" } },
        });

        Assert.Equal("Shop", Imported.Of("a.xlsx", stream.ToArray()).Form.Sheet);
        Assert.Equal("user: c | assistant: d", Imported.Of("a.xlsx", stream.ToArray(), new FormCorrection { Sheet = "Museum" }).Said(0));
    }

    [Fact]
    public void Formula_GivesItsSavedResult_AndWithoutOneItsRowIsSetAside()
    {
        var sheet = """
            <row r="1"><c r="A1" t="inlineStr"><is><t>question</t></is></c><c r="B1" t="inlineStr"><is><t>answer</t></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>one?</t></is></c><c r="B2" t="str"><f>CONCAT("a","b")</f><v>ab</v></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>two?</t></is></c><c r="B3"><f>HYPERLINK("http://x.example")</f></c></row>
            <row r="4"><c r="A4" t="inlineStr"><is><t>three?</t></is></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
            """;

        var imported = Imported.Of("a.xlsx", Raw(sheet));

        Assert.Equal("user: one? | assistant: ab", imported.Said(0));
        Assert.Equal(["row 3, answer", "row 4, answer"], imported.Report.Problems.Select(problem => problem.ToString().Split(':')[0]));
        Assert.Contains("without a saved result", imported.Report.Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("#DIV/0!", imported.Report.Problems[1].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>", "reaches beyond column")]
    [InlineData("<row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row>", "row number")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1", "damaged")]
    public void Sheet_ThatNoTableProgramWrites_IsRefused(string sheet, string says) =>
        Assert.Contains(says, Imported.Of("a.xlsx", Raw(sheet)).Problem, StringComparison.Ordinal);

    [Fact]
    public void Entities_AreNotFollowed()
    {
        var bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";

        Assert.Contains("damaged", Imported.Of("a.xlsx", Raw("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row>", bomb)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Bomb_IsNoticedWhileItUnpacks()
    {
        var rows = string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 200_000));

        var imported = Imported.Of("a.xlsx", Raw(rows), limits: ImportLimits.Default with { UnpackedBytes = 1 << 20 });

        Assert.Contains("unpacks to more than 1 MB", imported.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word/document.xml", "Word")]
    [InlineData("xl/workbook.bin", ".xlsb")]
    [InlineData("content.xml", "OpenDocument")]
    [InlineData("data.jsonl", "zip file")]
    public void OtherArchives_AreNamed(string part, string says) =>
        Assert.Contains(says, Imported.Of("a.xlsx", Archive((part, "x"))).Problem, StringComparison.Ordinal);

    [Fact]
    public void CutWorkbook_IsRefusedInASentence()
    {
        var book = Book(new { question = "a", answer = "b" });

        Assert.Contains("damaged", Imported.Of("a.xlsx", book[..(book.Length / 2)]).Problem, StringComparison.Ordinal);
    }

    private static byte[] Book(params object[] rows)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(rows);
        return stream.ToArray();
    }

    private static byte[] Raw(string rows, string before = "") => Archive(
        ("[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"""),
        ("_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
        ("xl/worksheets/sheet1.xml", $"""<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"""));

    private static byte[] Archive(params (string Name, string Text)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }
}
