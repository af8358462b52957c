using Bunit;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

/// <summary>What is shown when there is no circuit to ask any more: it must be there, in the right language, from the beginning.</summary>
public sealed class ReconnectModalTests : ComponentTest
{
    [Fact]
    public void Dialog_IsWrittenInTheLanguageOfThePage()
    {
        using var german = Speaking.German();

        var dialog = Context.Render<ReconnectModal>();

        Assert.Equal("Verbindung zum Studio", dialog.Find("dialog").GetAttribute("aria-label"));
        Assert.Equal("Das Studio antwortet nicht. Nächster Versuch in  s. Ein Training, das läuft, ist nicht verloren.", dialog.Find(".components-reconnect-repeated-attempt-visible").TextContent);
        Assert.NotNull(dialog.Find(".components-reconnect-repeated-attempt-visible #components-seconds-to-next-attempt"));
        Assert.Equal(["Noch einmal versuchen", "Weiter"], dialog.FindAll("button").Select(button => button.TextContent));
    }

    [Fact]
    public void Dialog_InEnglish_IsWhole() =>
        Assert.Equal("The studio does not answer. Next try in  s. A training that runs is not lost.", Context.Render<ReconnectModal>().Find(".components-reconnect-repeated-attempt-visible").TextContent);
}
