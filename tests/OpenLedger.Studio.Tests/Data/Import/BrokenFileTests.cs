using System.Text;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Tests.Data.Import;

/// <summary>Files as people really bring them: each is either read, or answered with what is wrong, where, and what to do.</summary>
public sealed class BrokenFileTests
{
    private static readonly ImportLimits Small = ImportLimits.Default with { FileBytes = 100_000, RowBytes = 4_000, Columns = 8, Rows = 10 };

    /// <summary>Files that are no data at all.</summary>
    [Theory]
    [InlineData("empty.jsonl", "", "empty")]
    [InlineData("blank.csv", " \n\n \n", "empty")]
    [InlineData("page.csv", "<!DOCTYPE html><html><body>Sign in</body></html>", "web page")]
    [InlineData("data.xml", "<?xml version=\"1.0\"?><rows/>", "XML")]
    [InlineData("lfs.jsonl", "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n", "git lfs pull")]
    [InlineData("words.json", "question: a\nanswer: b\n", "does not begin as JSON")]
    [InlineData("book.pdf", "%PDF-1.7 ...", "PDF")]
    [InlineData("notes.txt", "{\\rtf1\\ansi hello}", "plain text (.txt)")]
    [InlineData("tokens.jsonl", "{\"input_ids\": [1, 2, 3]}", "one model alone")]
    [InlineData("numbers.csv", "a,b\n1,2\n3,4\n", "Choose them below")]
    [InlineData("only-header.csv", "question,answer\n", "There is no row")]
    [InlineData("strange.jsonl", "{\"foo\": {\"bar\": 1}}", "Choose them below")]
    [InlineData("empty-list.json", "[]", "There is no row")]
    [InlineData("cut.jsonl", "{\"question\": \"a", "None of the first rows can be read")]
    [InlineData("broken.json", "{\"question\": [\"a\", \"answer\": [\"b\"]}", "not JSON that can be read, line 1")]
    public void File_ThatIsNoData_IsRefusedInASentence(string name, string text, string says)
    {
        var form = Imported.Of(name, text).Form;

        Assert.False(form.IsReady);
        Assert.Contains(says, form.Problem!.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Signatures => new()
    {
        { "old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ".xlsx" },
        { "data.jsonl.gz", [0x1F, 0x8B, 8, 0, 0], "gzip" },
        { "set.pkl", [0x80, 0x04, 0x95, 1], "pickle" },
        { "photo.csv", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], "picture" },
        { "base.db", [.. "SQLite format 3\0"u8], "database" },
        { "zeros.jsonl", new byte[5_000], "zero bytes" },
        { "noise.csv", [1, 0, 2, 0, 0, 0, 9, 0, 0, 7, 0, 0, 0, 255], "zero bytes" },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public void File_OfAnotherKind_IsNamed(string name, byte[] bytes, string says) =>
        Assert.Contains(says, Imported.Of(name, bytes).Problem, StringComparison.Ordinal);

    /// <summary>One bad row among good ones: it is named and kept aside, the others are taken.</summary>
    [Theory]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"answer\": }\n", 1, "row 2", "not JSON")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n\n{\"question\": \"c\"}\n", 1, "row 3, answer", "missing")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"question\": \"d\", \"answer\": \"e\"}\n", 1, "row 2", "twice")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"answer\": \"\\ud800\"}\n", 1, "row 2", "Unicode")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"answer\": NaN}\n", 1, "row 2", "not JSON")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"answer\": {\"x\": 1}}\n", 1, "row 2, answer", "an object")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \" \", \"answer\": \"c\"}\n", 1, "row 2, question", "empty")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n7\n", 1, "row 2", "a row must be an object")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"text\": \"c\"}\n", 1, "row 2", "another form")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"answer\": \"  \"}\n", 1, "row 2", "silence")]
    [InlineData("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"answer\": \"b\", \"question\": \"a\"}\n", 1, "row 2", "earlier row")]
    [InlineData("a.json", "[{\"question\": \"a\", \"answer\": \"b\"}, {\"question\": \"c\", \"ans", 1, "row 2", "never closed")]
    [InlineData("a.json", "[{\"question\": \"a\", \"answer\": \"b\"}] [1]", 1, "row 2", "behind the end")]
    [InlineData("a.json", "[{\"question\": \"a\", \"answer\": \"b\"}, {\"question\": \"c\" \"answer\": \"d\"}, {\"question\": \"e\", \"answer\": \"f\"}]", 2, "row 2", "not JSON")]
    [InlineData("m.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n{\"messages\": [{\"role\": \"wizard\", \"content\": \"c\"}]}\n", 1, "row 2, messages[0].role", "wizard")]
    [InlineData("m.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n{\"messages\": [{\"role\": \"user\", \"content\": \"c\"}]}\n", 1, "row 2, messages", "nothing to learn")]
    [InlineData("m.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\", \"image_url\": \"x\"}]}]}\n", 1, "row 2, messages[0].content[0].type", "image_url")]
    [InlineData("m.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n{\"messages\": []}\n", 1, "row 2, messages", "nobody says anything")]
    [InlineData("p.jsonl", "{\"prompt\": \"a\", \"chosen\": \"b\", \"rejected\": \"c\"}\n{\"prompt\": \"a\", \"chosen\": \"b\", \"rejected\": \"b\"}\n", 1, "row 2, rejected", "the same")]
    [InlineData("p.jsonl", "{\"prompt\": \"a\", \"chosen\": \"b\", \"rejected\": \"c\"}\n{\"chosen\": \"b\", \"rejected\": \"d\"}\n", 1, "row 2, prompt", "missing")]
    [InlineData("t.csv", "question,answer\na,b\nc,d,e\nf,g\n", 2, "row 3", "3 cells, but 2 are expected")]
    [InlineData("t.csv", "question,answer\na,b\nc\nf,g\n", 2, "row 3, answer", "missing")]
    [InlineData("t.csv", "question,answer\na,b\n\"c\"x,d\nf,g\n", 2, "row 3", "behind a closing quote")]
    [InlineData("t.csv", "question,answer\na,b\n\"c,d\nf,g\nh,i\n", 3, "row 3", "never closed")]
    [InlineData("t.csv", "question,answer\n\"a\",\"b\"\n\"c\",\"d\n\"e\",\"f\"\n\"g\",\"h\"\n", 3, "row 3", "quote")]
    [InlineData("t.csv", "id,messages\n1,\"[{\"\"role\"\": \"\"user\"\", \"\"content\"\": \"\"a\"\"}, {\"\"role\"\": \"\"assistant\"\", \"\"content\"\": \"\"b\"\"}]\"\n2,\"[{'role': datetime(2)}]\"\n", 1, "row 3, messages", "Python")]
    public void BadRow_IsNamed_AndTheOthersAreTaken(string name, string text, int good, string place, string says)
    {
        var imported = Imported.Of(name, text);

        Assert.Null(imported.Form.Problem);
        Assert.Equal(good, imported.Examples.Count);
        Assert.StartsWith(place + ":", imported.Problem, StringComparison.Ordinal);
        Assert.Contains(says, imported.Problem, StringComparison.OrdinalIgnoreCase);
        var aside = Assert.Single(imported.Aside);
        Assert.Equal(imported.Report.Problems[0].Row, (long)aside["row"]!);
        Assert.NotEqual("", aside["reason"]!.GetValue<string>());
        Assert.Equal(1, imported.Report.SetAside);
    }

    [Fact]
    public void MixedForms_AreUnderstoodRowByRow()
    {
        var imported = Imported.Of("a.jsonl", """
            {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}
            {"question": "c", "answer": "d"}
            {"conversations": [{"from": "human", "value": "e"}, {"from": "gpt", "value": "f"}]}
            {"instruction": "g", "input": "h", "output": "i"}
            """);

        Assert.Equal(4, imported.Examples.Count);
        Assert.Equal(3, imported.Report.OtherForms);
        Assert.Equal("user: g\nh | assistant: i", imported.Said(3));
    }

    [Theory]
    [InlineData("q.csv", "question,answer\nthe 5\" pipe,five inches\n", "user: the 5\" pipe | assistant: five inches")]
    [InlineData("q.csv", "question,answer\n\"two\nlines\",\"say \"\"hi\"\"\"\n", "user: two\nlines | assistant: say \"hi\"")]
    [InlineData("q.csv", "question,answer,,\na,b,,\n,,,\n", "user: a | assistant: b")]
    [InlineData("q.csv", "question,answer,answer\na,b,c\n", "user: a | assistant: b")]
    [InlineData("q.csv", "\"question\" , \"answer\"\n a , b \n", "user: a | assistant: b")]
    [InlineData("q.csv", "question,answer\nwhat is it?,'=1+1\n", "user: what is it? | assistant: =1+1")]
    [InlineData("q.jsonl", "{\"question\": 7, \"answer\": true}", "user: 7 | assistant: true")]
    [InlineData("q.jsonl", "{\"question\": \"a\", \"answers\": [\"b\", \"c\"]}", "user: a | assistant: b")]
    [InlineData("q.csv", "{\"question\": \"a\", \"answer\": \"b\"}", "user: a | assistant: b")]
    [InlineData("q.jsonl", "[\n{\"question\": \"a\", \"answer\": \"b\"},\n{\"question\": \"c\", \"answer\": \"d\"},\n]", "user: a | assistant: b")]
    [InlineData("q.json", "{\n\"question\": \"a\",\n\"answer\": \"b\"\n}\n{\n\"question\": \"c\",\n\"answer\": \"d\"\n}", "user: a | assistant: b")]
    public void Oddities_AreForgiven(string name, string text, string said)
    {
        var imported = Imported.Of(name, text);

        Assert.Equal(said, imported.Said(0));
        Assert.Empty(imported.Report.Problems);
    }

    [Fact]
    public void Limits_AreNamed()
    {
        var long1 = "{\"question\": \"a\", \"answer\": \"" + new string('x', 5_000) + "\"}\n{\"question\": \"b\", \"answer\": \"c\"}\n";
        Assert.Contains("larger than", Imported.Of("a.jsonl", new byte[200_000], limits: Small).Problem, StringComparison.Ordinal);
        Assert.Contains("row 1: The row is longer", Imported.Of("a.jsonl", long1, limits: Small).Problem, StringComparison.Ordinal);
        Assert.Contains("row 1: The row is longer", Imported.Of("a.json", $"[{long1.Replace("}\n{", "},{", StringComparison.Ordinal)}]", limits: Small).Problem, StringComparison.Ordinal);
        Assert.Contains("9 columns", Imported.Of("a.csv", "a,b,c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8,9\n", limits: Small).Problem, StringComparison.Ordinal);
        var many = string.Concat(Enumerable.Range(0, 20).Select(number => $"{{\"question\": \"{number}\", \"answer\": \"b\"}}\n"));
        var stopped = Imported.Of("a.jsonl", many, limits: Small);
        Assert.Equal(10, stopped.Examples.Count);
        Assert.Contains("at most 10 examples", stopped.Report.Stopped!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DeepNesting_IsARowWithAProblem_NotAnEndOfTheProgram()
    {
        var deep = "{\"question\": " + new string('[', 100_000) + new string(']', 100_000) + ", \"answer\": \"b\"}";

        var imported = Imported.Of("a.jsonl", $"{{\"question\": \"a\", \"answer\": \"b\"}}\n{deep}\n");

        Assert.Single(imported.Examples);
        Assert.Contains("row 2", imported.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void UnclosedQuote_InALargeTable_LosesOneRow()
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"\"question {number}?\",\"the answer that belongs to number {number}\"\n"));
        var table = "question,answer\n\"broken,row\n" + rows;

        var imported = Imported.Of("a.csv", table, limits: ImportLimits.Default with { RowBytes = 1_000_000 });

        Assert.Equal(60_000, imported.Examples.Count);
        Assert.StartsWith("row 2", imported.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void SetAside_KeepsTheRowAsItStood()
    {
        var imported = Imported.Of("a.csv", "question,answer\na,b\nc,=cmd|' /C calc'!A0,x\n");

        Assert.Equal("c,=cmd|' /C calc'!A0,x", imported.Aside[0]["original"]!.GetValue<string>());
        Assert.Equal(3, (long)imported.Aside[0]["row"]!);
    }

    [Fact]
    public void Counts_TellWhatWasFound()
    {
        var report = Imported.Of("a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"answer\": \"\"}\n{\"messages\": [{\"role\": \"x\", \"content\": \"y\"}]}\n{\n", options: Imported.Everything).Report;

        Assert.Equal((5, 3, 2, 1, 1), (report.Rows, report.Good, report.SetAside, report.Duplicates, report.EmptyAnswers));
        Assert.Equal(1, report.ByKind[ProblemKind.Role]);
        Assert.Equal(1, report.ByKind[ProblemKind.Unreadable]);
    }

    [Fact]
    public void RandomBytes_NeverEndInAnythingButASentence()
    {
        var random = new Random(11);
        string[] seeds = ["{\"question\": \"a\", \"answer\": \"b\"}\n", "[{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}]", "question,answer\n\"a\",\"b\"\n", "Q: a\nA: b\n"];
        string[] names = ["a.jsonl", "a.json", "a.csv", "a.txt", "a", "a.xlsx"];
        for (var round = 0; round < 600; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(seeds[random.Next(seeds.Length)], random.Next(1, 5))));
            for (var change = random.Next(1, 8); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var imported = Imported.Of(names[random.Next(names.Length)], bytes);

            Assert.True(imported.Form.IsReady || imported.Form.Problem is not null);
        }
    }
}
