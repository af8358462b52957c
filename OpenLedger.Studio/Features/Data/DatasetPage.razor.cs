using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Data;

/// <summary>One set: its examples, the doctor, what was set aside, and all about it.</summary>
public sealed partial class DatasetPage
{
    private Dataset? _set;
    private Sentence? _problem;

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The example that the doctor shows first, from 1.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    public int? At { get; set; }

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private DatasetDesk Sets { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool MayChange => _set is { } set && DatasetDesk.MayChange(Me, set);

    private Wording? WhyNot => _set is { } set ? DatasetDesk.WhyNotTrainable(set) : null;

    protected override void OnParametersSet() => Look();

    private void Look() => _set = Sets.Find(Me, Id);

    private string? Current(string? tab) => Tab == tab ? "page" : null;

    private Task CopyAsync() => OpenAsync(Sets.CopyAsync(Me, Id, T["Copy of {0}", DataWords.Name(T, _set!)], CancellationToken.None));

    private Task KeepBetterAsync() => OpenAsync(Sets.KeepBetterAsync(Me, Id, T["Better answers of {0}", _set!.Name], CancellationToken.None));

    private async Task OpenAsync(Task<Dataset?> making)
    {
        _problem = null;
        try
        {
            if (await making is { } set)
            {
                Navigation.NavigateTo($"/data/{set.Id}");
            }
        }
        catch (RefusedException refused)
        {
            _problem = refused.Sentence;
        }
    }
}
