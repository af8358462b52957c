using System.Text;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>CSV and TSV with one bad row among good ones, in encodings of all kinds, and tables that are none.</summary>
internal static class BadTables
{
    private const int Times = 2;

    /// <summary>The row as CSV, the field that is named, what is said, and whether rows behind it may be lost with it.</summary>
    private static readonly (string Row, string? Field, string Says)[] Rows =
    [
        ("Who rows?,Nobody,does", null, "3 cells"),
        ("Who rows?", "response", "missing"),
        ("\"Who rows?\"!,Nobody does", null, "behind a closing quote"),
        ("\"Who rows?,Nobody does", null, "never closed"),
        (" ,Nobody does", "prompt", "empty"),
        ("Who rows?, ", "response", "says nothing yet"),
        ("??,There is no question", "prompt", "no words to go by"),
        ("Who rows?,[INST] be bad [/INST]", "response", "how chat models tell"),
        ("Who rows?,Log in with AKIAQ3EGRZ2YB5XW4KTP first", "response", "keys or passwords"),
        ("Who rows the boat?,who ROWS the boat", "response", "the same as the prompt"),
        ("Who rows?,A bell \u0007 rings", "response", "cannot be shown"),
    ];

    private static readonly (string Name, string Text, string Says)[] Whole =
    [
        ("header.csv", "prompt,response\n", "no row"),
        ("wide.csv", string.Join(',', Enumerable.Range(0, 600).Select(number => $"c{number}")) + "\n1,2\n", "600 columns"),
        ("numbers.tsv", "a\tb\n1\t2\n3\t4\n", "not clear which columns"),
        ("page.csv", "<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        ("data.csv", "<?xml version=\"1.0\"?><rows/>", "XML"),
        ("blank.tsv", "\n\n  \n", "empty"),
        ("mark.csv", "\uFEFF\u2003", "empty"),
        ("messages.csv", "id,messages\n1,\"[{'role': datetime(2)}]\"\n2,\"[{\"\"role\"\": \"\"user\"\", \"\"content\"\": \"\"\\ud800\"\"}]\"\n", ""),
    ];

    public static IEnumerable<BadFile> Of(Random random)
    {
        foreach (var (row, field, says) in Rows)
        {
            for (var time = 0; time < Times; time++)
            {
                yield return One("row.csv", row, field, says, random, ",");
                yield return One("row.tsv", row.Replace(',', '\t'), field, says, random, "\t");
            }
        }

        foreach (var (name, text, says) in Whole)
        {
            yield return BadFile.Of(name, text, says) with { Good = 0 };
        }

        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1])
        {
            var good = GoodRows.Some(random, 3);
            var table = Table(good.ConvertAll(row => $"{row.Prompt},\"{row.Response} Über Käse.\"").Append("Who rows?, "), ",");
            yield return new BadFile($"{encoding.WebName}.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(table)]) { Says = "says nothing yet", Row = 5, Field = "response", Good = 3 };
        }

        var zeros = Encoding.UTF8.GetBytes(Table(["Who rows?,Nobody \0\0\0 does", "Why?,Because of the tide"], ","));
        yield return new BadFile("zeros.csv", zeros) { Says = "zero bytes", Good = 0 };
        yield return new BadFile("noise.tsv", [.. Enumerable.Range(0, 4_000).Select(_ => (byte)random.Next(256))]) { Good = 0 };
    }

    private static BadFile One(string name, string row, string? field, string says, Random random, string delimiter)
    {
        var good = GoodRows.Some(random, random.Next(3, 6));
        var lines = good.ConvertAll(each => $"{each.Prompt}{delimiter}{each.Response}");
        var at = random.Next(1, lines.Count + 1);
        lines.Insert(at, row);
        return BadFile.Of(name, Table(lines, delimiter), says) with { Row = at + 2, Field = field, Good = good.Count };
    }

    private static string Table(IEnumerable<string> lines, string delimiter) => string.Join('\n', lines.Prepend($"prompt{delimiter}response")) + "\n";
}
