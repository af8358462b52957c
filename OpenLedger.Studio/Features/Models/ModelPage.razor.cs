using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Estimates;

namespace OpenLedger.Studio.Features.Models;

/// <summary>One base model: what it is, what it takes, what was made of it.</summary>
public sealed partial class ModelPage
{
    private StudioModel? _model;
    private ModelCard? _card;
    private ModelNeeds? _needs;
    private MachineRoom _room = new(0, 0, 0);
    private ModelUses _uses = new([], [], 0);
    private Sentence? _problem;
    private bool _renaming;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    protected override void OnParametersSet() => Look();

    private void Look()
    {
        _model = Desk.Find(Id);
        if (_model is null)
        {
            return;
        }

        _card = Desk.CardOf(Id);
        _needs = ModelNeeds.Of(_model);
        _room = MachineRoom.Look(Data.Path);
        _uses = Removal.UsesOf(Me, Id);
    }

    private async Task RenameAsync(string name)
    {
        _problem = await Desk.RenameAsync(Me, Id, name);
        _renaming = _problem is not null;
        Look();
    }

    private async Task DeleteAsync()
    {
        var text = _uses.Runs.Count + _uses.Adapters.Count == 0
            ? T["\"{0}\": {1} No run and no adapter needs it.", _model!.Name, Removal.Rests.In(T)]
            : T["\"{0}\": {1} {2} runs and {3} adapters need it: they stay, but cannot be chatted with or trained further until it is back.", _model!.Name, Removal.Rests.In(T), _uses.Runs.Count, _uses.Adapters.Count];
        var sure = await Dialogs.ShowMessageBoxAsync(T["Delete this model?"], text, yesText: T["Delete"], cancelText: T["Keep"]);
        if (sure == true)
        {
            _problem = await Removal.DeleteAsync(Me, Id);
            if (_problem is null)
            {
                Navigation.NavigateTo("/models");
            }
        }
    }
}
