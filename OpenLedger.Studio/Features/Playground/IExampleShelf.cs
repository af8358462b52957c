using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>A set of examples that an answer can be added to.</summary>
internal sealed record ExampleSet(string Id, string Name, int Examples);

/// <summary>Where an example went, or why not, with the next step.</summary>
internal readonly record struct ExampleReceipt(ExampleSet? Set, string? Problem);

/// <summary>Where answers go that are to be learned.</summary>
internal interface IExampleShelf
{
    /// <summary>The person's own sets of conversations, the last used first.</summary>
    IReadOnlyList<ExampleSet> SetsOf(CurrentAccount person);

    /// <summary>Adds a conversation to a set; to a new one of that name where no id is given.</summary>
    Task<ExampleReceipt> KeepAsync(CurrentAccount person, string? setId, string newName, string? systemPrompt, IReadOnlyList<ChatTurn> turns);
}
