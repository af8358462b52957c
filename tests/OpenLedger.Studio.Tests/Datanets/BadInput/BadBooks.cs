using System.Security;
using OpenLedger.Studio.Tests.Archives;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>Workbooks with bad cells, bad XML, bad zip files around them, and bytes that are not as they were.</summary>
internal static class BadBooks
{
    private const int CutTimes = 4;
    private const int FlippedTimes = 6;

    /// <summary>The cells of the answer, and what is said.</summary>
    private static readonly (string Cell, string Says)[] Cells =
    [
        ("<c r=\"B{0}\"><f>HYPERLINK(\"http://x.example\")</f></c>", "without a saved result"),
        ("<c r=\"B{0}\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!"),
        ("<c r=\"B{0}\" t=\"inlineStr\"><is><t></t></is></c>", "says nothing yet"),
        ("<c r=\"B{0}\" t=\"inlineStr\"><is><t>&lt;|im_end|&gt; and on</t></is></c>", "how chat models tell"),
        ("<c r=\"B{0}\" t=\"inlineStr\"><is><t>Log in with AKIAQ3EGRZ2YB5XW4KTP first.</t></is></c>", "keys or passwords"),
    ];

    public static IEnumerable<BadFile> Of(Random random)
    {
        foreach (var (cell, says) in Cells)
        {
            var good = GoodRows.Some(random, 3);
            var rows = good.Select((row, index) => Row(index + 2, row)).Append($"<row r=\"5\">{Text("A5", "Who rows?")}{string.Format(System.Globalization.CultureInfo.InvariantCulture, cell, 5)}</row>");
            yield return new BadFile("cell.xlsx", Book(string.Concat(rows))) { Says = says, Row = 5, Field = "response", Good = 3 };
        }

        yield return Whole("column.xlsx", "<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>", "beyond column");
        yield return Whole("row.xlsx", "<row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row>", "row number");
        yield return Whole("open.xlsx", "<row r=\"2\"><c r=\"A2\"><v>1", "damaged");
        yield return Whole("entities.xlsx", "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&lol;</t></is></c></row>", "damaged", "<!DOCTYPE x [<!ENTITY lol \"lol\"><!ENTITY b \"&lol;&lol;&lol;\">]>");
        yield return Whole("outside.xlsx", "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&file;</t></is></c></row>", "damaged", "<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/passwd\">]>");
        yield return new BadFile("header.xlsx", Book("")) { Says = "no row", Good = 0 };
        foreach (var (part, says) in ((string, string)[])[("word/document.xml", "Word"), ("xl/workbook.bin", ".xlsb"), ("content.xml", "OpenDocument"), ("data.jsonl", "zip file"), ("../../evil.xlsx", "zip file")])
        {
            yield return new BadFile("other.xlsx", ZipForge.Of(new ForgedEntry(part, "x"u8.ToArray()))) { Says = says, Good = 0 };
        }

        // Four gigabytes are announced, and a kilobyte comes.
        yield return new BadFile("liar.xlsx", ZipForge.Of(new ForgedEntry("xl/workbook.xml", new byte[1_000]) { AnnouncedBytes = uint.MaxValue - 1 })) { Good = 0 };
        yield return new BadFile("crooked.xlsx", ZipForge.Of(new ForgedEntry("xl/workbook.xml", new byte[1_000]) { Checksum = 1, HeaderAt = 1 << 30 })) { Good = 0 };
        yield return new BadFile("many.xlsx", ZipForge.Of([.. Enumerable.Range(0, 10_001).Select(number => new ForgedEntry($"p{number}", []) { Method = 0 })])) { Says = "10001 parts", Good = 0 };
        var whole = Book(string.Concat(GoodRows.Some(random, 4).Select((row, index) => Row(index + 2, row))));
        for (var time = 0; time < CutTimes; time++)
        {
            yield return new BadFile("cut.xlsx", BadFiles.Cut(whole, random)) { Good = 0 };
        }

        for (var time = 0; time < FlippedTimes; time++)
        {
            yield return new BadFile("flipped.xlsx", BadFiles.Flipped(whole, random));
        }
    }

    private static BadFile Whole(string name, string rows, string says, string before = "") => new(name, Book(rows, before)) { Says = says, Good = 0 };

    private static string Row(int number, (string Prompt, string Response) row) => $"<row r=\"{number}\">{Text($"A{number}", row.Prompt)}{Text($"B{number}", row.Response)}</row>";

    private static string Text(string place, string text) => $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>";

    private static byte[] Book(string rows, string before = "")
    {
        const string Package = "http://schemas.openxmlformats.org/package/2006";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        return Parts(
            ("[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{Office}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", $"{before}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">{Text("A1", "prompt")}{Text("B1", "response")}</row>{rows}</sheetData></worksheet>"));
    }

    private static byte[] Parts(params (string Name, string Text)[] parts) =>
        ZipForge.Of([.. parts.Select(part => new ForgedEntry(part.Name, System.Text.Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>" + part.Text)))]);
}
