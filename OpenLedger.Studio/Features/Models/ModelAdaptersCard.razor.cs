using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>The adapters on a base model, and the door for those that were made elsewhere.</summary>
public sealed partial class ModelAdaptersCard
{
    private IReadOnlyList<StudioAdapter> _adapters = [];
    private string? _renaming;
    private string? _arrival;
    private Sentence? _problem;

    [Parameter, EditorRequired]
    public required StudioModel Model { get; set; }

    protected override void OnParametersSet() => _adapters = Adapters.OfModel(Me, Model.Id);

    private void Begin(UploadedFile file)
    {
        var receipt = Arrivals.Begin(Me, file, Model.Id);
        (_arrival, _problem) = (receipt.Id, receipt.Problem);
    }

    private void LookAgain()
    {
        _arrival = null;
        _adapters = Adapters.OfModel(Me, Model.Id);
    }

    private async Task RenameAsync(StudioAdapter adapter, string name)
    {
        _problem = await Adapters.RenameAsync(Me, adapter.Id, name);
        _renaming = _problem is null ? null : _renaming;
        _adapters = Adapters.OfModel(Me, Model.Id);
    }

    private async Task DeleteAsync(StudioAdapter adapter)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            T["Delete this adapter?"],
            T["\"{0}\": {1}", adapter.Name, Removal.Rests.In(T)],
            yesText: T["Delete"],
            cancelText: T["Keep"]);
        if (sure == true)
        {
            _problem = await Adapters.DeleteAsync(Me, adapter.Id);
            _adapters = Adapters.OfModel(Me, Model.Id);
        }
    }
}
