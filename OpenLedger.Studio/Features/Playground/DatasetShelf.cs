using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Answers become examples of the person's own sets.</summary>
internal sealed class DatasetShelf(ExampleDesk examples, IStringLocalizer<Words> words) : IExampleShelf
{
    public IReadOnlyList<ExampleSet> SetsOf(CurrentAccount person) => [.. examples.OwnChats(person).Select(set => new ExampleSet(set.Id, set.Name, (int)set.Rows))];

    public async Task<ExampleReceipt> KeepAsync(CurrentAccount person, string? setId, string newName, string? systemPrompt, IReadOnlyList<ChatTurn> turns)
    {
        var (set, problem) = await examples.KeepAsync(person, setId, newName, systemPrompt, turns);
        return problem is null && set is not null
            ? new ExampleReceipt(new ExampleSet(set.Id, set.Name, (int)set.Rows), null)
            : new ExampleReceipt(null, problem is null ? null : new Sentence(problem.Text, problem.Arguments).In(words));
    }
}
