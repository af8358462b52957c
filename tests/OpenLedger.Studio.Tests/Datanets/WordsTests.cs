using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using Words = OpenLedger.Studio.Features.Datanets.Words;

namespace OpenLedger.Studio.Tests.Datanets;

public class WordsTests
{
    [Fact]
    public void EveryFindingAndReason_HasItsGerman()
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var words = services.GetRequiredService<IStringLocalizer<Words>>();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        try
        {
            var said = FindingWords.All.Concat(ReasonCatalogue.All.SelectMany(reason => new[] { reason.Title, reason.WouldPass }));

            Assert.Empty(said.Where(text => words[text].ResourceNotFound).Distinct());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
