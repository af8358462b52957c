using System.Text.Json.Nodes;
using OpenLedger.Training.Chat;

namespace OpenLedger.Training.Tests.Chat;

/// <summary>Where templates come from and which one is taken.</summary>
public sealed class ChatTemplateTests
{
    [Fact]
    public void Load_JinjaFile_WinsOverTheConfig()
    {
        using var folder = new ScratchFolder();
        folder.Write("tokenizer_config.json", """{"chat_template": "config"}""");
        Assert.Equal("config", Render(folder));

        folder.Write("chat_template.jinja", "file\n");
        Assert.Equal("file", Render(folder));
    }

    [Fact]
    public void Load_ListOfTemplates_TakesToolUseWhereToolsAreGiven()
    {
        using var folder = new ScratchFolder();
        folder.Write("tokenizer_config.json", """{"chat_template": [{"name": "default", "template": "plain"}, {"name": "tool_use", "template": "tools {{ tools|length }}"}, {"name": "odd", "template": "{% nope %}"}]}""");

        Assert.Equal("plain", Render(folder));
        Assert.Equal("plain", Render(folder, """null"""));
        Assert.Equal("tools 0", Render(folder, """[]"""));
        Assert.Equal("tools 1", Render(folder, """[{}]"""));
        Assert.Equal(["default", "tool_use", "odd"], ChatTemplate.Load(folder.Path)!.Names);
    }

    [Fact]
    public void Load_AdditionalTemplates_AreNamedByTheirFiles()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.File("additional_chat_templates"));
        folder.Write("chat_template.jinja", "plain");
        folder.Write(Path.Combine("additional_chat_templates", "tool_use.jinja"), "tools");

        Assert.Equal("tools", Render(folder, "[]"));
        Assert.Equal("plain", Render(folder));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"chat_template": null}""")]
    [InlineData("""{"chat_template": []}""")]
    public void Load_NoTemplate_IsNull(string config)
    {
        using var folder = new ScratchFolder();
        Assert.Null(ChatTemplate.Load(folder.Path));

        folder.Write("tokenizer_config.json", config);
        Assert.Null(ChatTemplate.Load(folder.Path));
    }

    [Theory]
    [InlineData("""{"chat_template": 5}""")]
    [InlineData("""{"chat_template": {"default": "x"}}""")]
    [InlineData("""{"chat_template": ["x"]}""")]
    [InlineData("""{"chat_template": [{"name": "default"}]}""")]
    [InlineData("""{"chat_template": [{"name": 1, "template": "x"}]}""")]
    [InlineData("""{"chat_template": [{"name": "a", "template": "x"}, {"name": "a", "template": "y"}]}""")]
    [InlineData("""{"chat_template": "\ud800"}""")]
    [InlineData("""{"chat_template": "{% if %}"}""")]
    [InlineData("""{"chat_template": "{{ 1 }""")]
    [InlineData("""[]""")]
    public void Load_BrokenConfig_NamesTheFile(string config)
    {
        using var folder = new ScratchFolder();
        folder.Write("tokenizer_config.json", config);

        Assert.Contains("tokenizer_config.json", Assert.Throws<TrainingException>(() => ChatTemplate.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileThatIsNoText_IsRefused()
    {
        using var folder = new ScratchFolder();
        folder.Write("chat_template.jinja", [0x61, 0xFF, 0x62]);

        Assert.Contains("UTF-8", Assert.Throws<TrainingException>(() => ChatTemplate.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OnlyOtherTemplates_SaysWhatThereIs()
    {
        using var folder = new ScratchFolder();
        folder.Write("tokenizer_config.json", """{"chat_template": [{"name": "rag", "template": "x"}]}""");

        Assert.Contains("rag", Assert.Throws<TrainingException>(() => Render(folder)).Message, StringComparison.Ordinal);
    }

    private static string Render(ScratchFolder folder, string? tools = null)
    {
        var variables = ChatEncoderTests.Conversation(("user", "a"));
        if (tools is not null)
        {
            variables["tools"] = JsonNode.Parse(tools);
        }

        return ChatTemplate.Load(folder.Path)!.Render(variables, FixedClock.OfGoldens).Text;
    }
}
