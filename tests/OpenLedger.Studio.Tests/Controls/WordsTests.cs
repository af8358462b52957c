using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Controls;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Controls;

public class WordsTests
{
    [Fact]
    public void EveryKnob_HasItsGerman()
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var words = services.GetRequiredService<IStringLocalizer<Words>>();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        try
        {
            var missing = Knobs.All.SelectMany(knob => new[] { knob.Title, knob.Help }).Where(text => words[text].ResourceNotFound);

            Assert.Empty(missing);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
