using System.Text;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Tests.Data.Import;

namespace OpenLedger.Studio.Tests.Data;

/// <summary>What leaves the studio says the same when it comes back.</summary>
public sealed class ExportTests
{
    public static TheoryData<string, string[]> Sets => new()
    {
        { "questions", ["""{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}""", """{"messages":[{"role":"user","content":"=1+1"},{"role":"assistant","content":"-5 degrees"}]}"""] },
        { "hostile", ["""{"messages":[{"role":"user","content":"=cmd|' /C calc'!A0"},{"role":"assistant","content":"'=x"}]}""", """{"messages":[{"role":"user","content":"@sum(1)\nx\r\ny"},{"role":"assistant","content":" \"quoted\", with; signs\t\n"}]}"""] },
        { "system", ["""{"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}""", """{"messages":[{"role":"user","content":"c"},{"role":"assistant","content":"d"}]}"""] },
        { "long talks", ["""{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d","weight":0}]}"""] },
        { "tools", ["""{"messages":[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[{"name":"x"}]}],"tools":[{"name":"x"}]}"""] },
        { "texts", ["""{"text":"Once upon a time,\nthere was a fox."}""", """{"text":"=SUM(A1:A9)"}"""] },
        { "pairs", ["""{"prompt":[{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"c"}],"rejected":[{"role":"assistant","content":"r"}]}"""] },
        { "pairs with more", ["""{"prompt":[{"role":"system","content":"s"},{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"c"}],"rejected":[{"role":"assistant","content":"r"}]}"""] },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Table_ThatComesBack_SaysTheSame(string what, string[] contents)
    {
        using var output = new MemoryStream();
        await DatasetExport.TableAsync(() => contents, ExampleText.ShapeOf(ExampleText.Parse(contents[0])!), output, CancellationToken.None);

        var imported = Imported.Of("export.csv", output.ToArray(), options: Imported.Everything);

        Assert.True(imported.Form.IsReady, what);
        Assert.Equal(contents, imported.Examples.Select(example => example.ToJsonString(CanonicalExample.Spelling)));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task JsonLines_ThatComeBack_SayTheSame(string what, string[] contents)
    {
        using var output = new MemoryStream();
        await DatasetExport.JsonLinesAsync(contents, output, CancellationToken.None);

        Assert.True(Encoding.UTF8.GetString(output.ToArray()) == string.Concat(contents.Select(content => content + "\n")), what);
        Assert.Equal(contents, Imported.Of("export.jsonl", output.ToArray(), options: Imported.Everything).Examples.Select(example => example.ToJsonString(CanonicalExample.Spelling)));
    }

    [Fact]
    public async Task Cells_ThatLookLikeFormulas_AreNone()
    {
        using var output = new MemoryStream();
        await DatasetExport.TableAsync(() => ["""{"messages":[{"role":"user","content":"=cmd|' /C calc'!A0"},{"role":"assistant","content":"+1"}]}"""], ExampleShape.Chat, output, CancellationToken.None);

        Assert.Equal("\uFEFF\"question\",\"answer\"\r\n\"'=cmd|' /C calc'!A0\",\"'+1\"\r\n", Encoding.UTF8.GetString(output.ToArray()));
    }
}
