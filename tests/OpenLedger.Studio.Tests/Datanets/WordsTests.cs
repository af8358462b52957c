using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
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

            // What stands inside a sentence is said in the same language.
            var standing = new EntryStanding { EntryId = "e", AuthorId = "a", State = EntryState.Accepted };
            var refused = EntryAnswer.Of(new Transition(standing, null, new Refusal("state", "That cannot be done with an entry that stands at \"{0}\".", "Load the page again: somebody may have been faster.", nameof(EntryState.Accepted))));
            Assert.Contains("Angenommen", refused.Problem!.In(words), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
