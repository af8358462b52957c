using System.Reflection;
using System.Xml.Linq;
using OpenLedger.Studio.Features.Runs;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>Texts that are kept as constants and looked up later have their German too.</summary>
public sealed class RunWordsTests
{
    [Fact]
    public void Constants_HaveTheirGerman()
    {
        var texts = typeof(RunWarningTexts).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(RunPreset.All.Select(preset => preset.Name))
            .Concat([RunSuggestion.Sentence, PreflightCard.FitsText, PreflightCard.BarelyText, PreflightCard.TooLargeText])
            .Concat(Situations.Parts.Select(part => part.Name));
        var known = XDocument.Load(Path.Combine(Checkout.Root, "OpenLedger.Studio", "Features", "Runs", "Words.de.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();

        Assert.DoesNotContain(texts, text => !known.Contains(text));
    }
}
