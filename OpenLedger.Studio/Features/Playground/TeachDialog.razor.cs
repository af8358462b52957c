using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Makes an example of an answer, changed as it should have been.</summary>
public sealed partial class TeachDialog
{
    // What a text box sends has to fit into one message of the page.
    private const int LongestEdit = 6_000;

    private IReadOnlyList<ExampleSet> _sets = [];
    private IReadOnlyList<ChatTurn> _earlier = [];
    private string? _answer;
    private string _set = string.Empty;
    private string? _name;
    private bool _withEarlier;
    private bool _keeping;
    private string? _problem;
    private ExampleSet? _kept;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required ChatSpot Spot { get; set; }

    protected override void OnInitialized()
    {
        _answer = Spot.Text;
        _earlier = Spot.Thread.ConversationOf(Spot.Voice.Key, Spot.Round);
        _sets = Shelves.FirstOrDefault()?.SetsOf(Me) ?? [];
        _set = _sets.Count > 0 ? _sets[0].Id : string.Empty;
        _name = T["From the playground"];
    }

    private async Task KeepAsync()
    {
        if (string.IsNullOrWhiteSpace(_answer))
        {
            _problem = T["The answer is empty. Write what the model should say."];
            return;
        }

        if (_set.Length == 0 && string.IsNullOrWhiteSpace(_name))
        {
            _problem = T["The new set needs a name."];
            return;
        }

        _keeping = true;
        var turns = _withEarlier ? _earlier : [_earlier[^1]];
        var receipt = await Shelves.First().KeepAsync(Me, _set.Length == 0 ? null : _set, _name ?? string.Empty, Spot.Thread.SystemPrompt, [.. turns, new ChatTurn(false, _answer.Trim())]);
        (_keeping, _kept, _problem) = (false, receipt.Set, receipt.Problem);
    }
}
