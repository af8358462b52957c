using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Tests.CommandLine;

public class TokenizeTests
{
    [Theory]
    [InlineData("nano-llama")]
    [InlineData("nano-mistral")]
    public void Texts_BecomeTheReferenceIds(string model)
    {
        var golden = Golden(model)["encode"]!.AsArray().Select(entry => entry!.AsObject()).ToArray();
        var input = string.Join('\n', golden.Select(entry => new JsonObject { ["text"] = entry["text"]!.DeepClone() }.ToJsonString()));

        var plain = CommandRun.With(input, "tokenize", Checkout.Model(model), "--json");
        var special = CommandRun.With(input, "tokenize", Checkout.Model(model), "--json", "--special");

        Assert.Equal(0, plain.Status);
        Assert.Equal(golden.Select(entry => entry["ids"]!.ToJsonString()), plain.Lines.Select(line => line["ids"]!.ToJsonString()));
        Assert.Equal(golden.Select(entry => entry["ids_with_specials"]!.ToJsonString()), special.Lines.Select(line => line["ids"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("nano-llama")]
    [InlineData("nano-mistral")]
    public void Ids_BecomeTheReferenceTexts(string model)
    {
        var golden = Golden(model)["encode"]!.AsArray().Select(entry => entry!.AsObject()).ToArray();
        var input = string.Join('\n', golden.Select(entry => new JsonObject { ["ids"] = entry["ids_with_specials"]!.DeepClone() }.ToJsonString()));

        var run = CommandRun.With(input, "tokenize", Checkout.Model(model), "--json", "--decode");

        Assert.Equal(golden.Select(entry => entry["decoded_skip_special"]!.GetValue<string>()), run.Lines.Select(line => line["text"]!.GetValue<string>()));
    }

    [Fact]
    public void BadLines_GiveAnErrorInTheirPlace_AndTheOthersGoOn()
    {
        var run = CommandRun.With("""
            {"text":"one"}
            {"txt":"two"}
            {"text":3}
            nonsense
            {"text":"five"}
            """, "tokenize", Checkout.Model("nano-llama"), "--json");

        Assert.Equal(2, run.Status);
        Assert.Equal([true, false, false, false, true], run.Lines.Select(line => line.ContainsKey("ids")));
        Assert.Equal(["line 2", "line 3", "line 4"], run.Lines.Where(line => line.ContainsKey("error")).Select(line => line["error"]!.GetValue<string>()[..6]));
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("""{"ids":[99999]}""")]
    [InlineData("""{"ids":[-1]}""")]
    [InlineData("""{"ids":[1.5]}""")]
    [InlineData("""{"ids":["1"]}""")]
    [InlineData("""{"ids":[null]}""")]
    [InlineData("""{"ids":[1e99]}""")]
    [InlineData("""{"ids":7}""")]
    public void IdsThatAreNone_AreAnErrorOfTheirLine(string line)
    {
        var run = CommandRun.With(line, "tokenize", Checkout.Model("nano-llama"), "--json", "--decode");

        Assert.Equal(2, run.Status);
        Assert.Contains("ids", run.Line["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_IsTextAsItIs_AndEndsEachLineWithOneNewline()
    {
        var ids = CommandRun.With("""{"text":"<b> \"é\" 😀 \\ & '"}""", "tokenize", Checkout.Model("nano-llama"), "--json");
        var text = CommandRun.With(ids.Output, "tokenize", Checkout.Model("nano-llama"), "--json", "--decode");

        Assert.StartsWith("""{"text":"<b> \"é\" """, text.Output, StringComparison.Ordinal);
        Assert.EndsWith(""" \\ & '"}""" + "\n", text.Output, StringComparison.Ordinal);
        Assert.Equal("<b> \"é\" 😀 \\ & '", text.Line["text"]!.GetValue<string>());
    }

    [Fact]
    public void WithoutJson_OutputIsForPeople_AndErrorsGoToStandardError()
    {
        var run = CommandRun.With("{\"text\":\"one\"}\nbad\n", "tokenize", Checkout.Model("nano-llama"));

        Assert.Equal(2, run.Status);
        Assert.Matches(@"^\d+( \d+)*\n$", run.Output);
        Assert.StartsWith("line 2: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFile_IsReadInsteadOfStandardInput()
    {
        using var folder = new ScratchFolder();
        var file = folder.Write("lines.jsonl", "{\"text\":\"one\"}\n");

        var run = CommandRun.With("{\"text\":\"not this\"}\n{}", "tokenize", Checkout.Model("nano-llama"), file, "--json");

        Assert.Equal(0, run.Status);
        Assert.Single(run.Lines);
    }

    [Fact]
    public void AFolderWithoutATokenizer_IsNamed()
    {
        using var folder = new ScratchFolder();

        var run = CommandRun.With("{\"text\":\"one\"}", "tokenize", folder.Path, "--json");

        Assert.Equal(2, run.Status);
        Assert.Empty(run.Output);
        Assert.Contains(folder.Path, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", run.Error, StringComparison.Ordinal);
    }

    private static JsonObject Golden(string model) =>
        JsonNode.Parse(File.ReadAllText(Checkout.Golden("tokenizers", model + ".json")))!.AsObject();
}
