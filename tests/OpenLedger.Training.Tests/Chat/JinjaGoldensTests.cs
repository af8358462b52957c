using System.Text.Json.Nodes;
using OpenLedger.Training.Chat.Jinja;

namespace OpenLedger.Training.Tests.Chat;

/// <summary>Real templates and small ones, against what Python's Jinja2 makes of them.</summary>
public sealed class JinjaGoldensTests
{
    [Fact]
    public void RealTemplates_AllContexts_GiveWhatJinja2Gives()
    {
        var goldens = JsonNode.Parse(File.ReadAllText(Shelf.Fixture("chat-templates", "jinja2_goldens.json")))!;
        var (texts, errors) = (0, 0);
        var wrong = new List<string>();
        foreach (var golden in goldens["cases"]!.AsArray())
        {
            var name = golden!["template"]!.GetValue<string>();
            var context = golden["context"]!.GetValue<string>();
            var source = File.ReadAllText(Shelf.Fixture(["chat-templates", .. name.Split('/')]));
            var variables = goldens["contexts"]![context]!.DeepClone().AsObject();
            foreach (var absent in (string[])["tools", "documents"])
            {
                variables.TryAdd(absent, null);
            }

            var (text, error) = Render(source, name, variables);
            var expected = golden["output"]?.GetValue<string>();
            (texts, errors) = expected is null ? (texts, errors + 1) : (texts + 1, errors);
            if (text != expected)
            {
                wrong.Add($"{name} with {context}: {error ?? Difference(expected, text)}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal((165, 11), (texts, errors));
    }

    [Fact]
    public void SyntaxCases_WhereJinja2Agrees_GiveTheExpectedText()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var test in JsonNode.Parse(File.ReadAllText(Shelf.Fixture("chat-templates", "huggingfacejs_syntax.json")))!.AsArray())
        {
            if (test!["jinja2_agrees"]?.GetValue<bool>() != true)
            {
                continue;
            }

            count++;
            var (text, error) = Render(test["template"]!.GetValue<string>(), test["name"]!.GetValue<string>(), test["context"]!.DeepClone().AsObject());
            if (text != test["expected"]!.GetValue<string>())
            {
                wrong.Add($"{test["name"]}: {error ?? Difference(test["expected"]!.GetValue<string>(), text)}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(98, count);
    }

    /// <summary>
    /// Templates of our own, with what Jinja2 3.1.6 under Python 3.11 made of them (an ImmutableSandboxedEnvironment set up as transformers does).
    /// </summary>
    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void SmallTemplates_UnderAnyCulture_GiveWhatJinja2Gives(string culture)
    {
        using var language = new CultureScope(culture);
        var file = Path.Combine(Shelf.Repository, "tests", "OpenLedger.Training.Tests", "Chat", "jinja-cases.json");
        var cases = JsonNode.Parse(File.ReadAllText(file))!;
        var wrong = new List<string>();
        foreach (var test in cases["cases"]!.AsArray())
        {
            var template = test!["template"]!.GetValue<string>();
            var (text, error) = Render(template, "small", cases["context"]!.DeepClone().AsObject());
            var expected = test["text"]?.GetValue<string>();
            if (text != expected)
            {
                wrong.Add($"{template}\n   expected {expected ?? test["error"]!.GetValue<string>()}\n   got      {text ?? error}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong\n{string.Join('\n', wrong)}");
    }

    private static (string? Text, string? Error) Render(string source, string name, JsonObject variables)
    {
        try
        {
            return (JinjaTemplate.Parse(source, name).Render(variables, FixedClock.OfGoldens).Text, null);
        }
        catch (TrainingException exception)
        {
            return (null, exception.Message);
        }
    }

    private static string Difference(string? expected, string? text)
    {
        var same = expected.AsSpan().CommonPrefixLength(text);
        return $"differs at {same}: expected ...{expected?[same..Math.Min(expected.Length, same + 80)]}, got ...{text?[same..Math.Min(text.Length, same + 80)]}";
    }
}
