using OpenLedger.Studio.Features.Playground;

namespace OpenLedger.Studio.Tests.Playground;

public sealed class ModelFactsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}", true)]
    [InlineData("{{ bos_token + '' }}{% if messages[0].role == 'system' %}{% set s = messages[0].content %}{% set messages = messages[1:] %}{% endif %}{% for m in messages %}{{ (s if loop.first else '') ~ m.content }}{% endfor %}", true)]
    [InlineData("{% for m in messages if m.role == 'user' %}[USER]{{ m.content }}{% endfor %}", false)]
    [InlineData("{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{{ messages[0].content }}", false)]
    public void SystemPrompt_IsTaken_WhereTheTemplateWritesIt(string template, bool takes)
    {
        _folder.Write("chat_template.jinja", template);

        Assert.Equal(new ModelFacts(true, takes), ModelFacts.Read(_folder.Path, TimeProvider.System));
    }

    [Theory]
    [InlineData("nano-llama")]
    [InlineData("nano-mistral")]
    [InlineData("nano-qwen")]
    public void BundledModels_CanChat(string model) => Assert.True(ModelFacts.Read(Checkout.Model(model), TimeProvider.System).CanChat);

    [Fact]
    public void FolderWithoutATemplate_OrWithABrokenOne_CannotChat()
    {
        Assert.False(ModelFacts.Read(_folder.Path, TimeProvider.System).CanChat);
        _folder.Write("chat_template.jinja", "{% for m in messages %}");

        Assert.False(ModelFacts.Read(_folder.Path, TimeProvider.System).CanChat);
    }
}
