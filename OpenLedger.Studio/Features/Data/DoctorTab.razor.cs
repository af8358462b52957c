using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Doctor;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Features.Models;

namespace OpenLedger.Studio.Features.Data;

/// <summary>The data doctor: an example as a model reads it, how long all are, what is wrong with them.</summary>
public sealed partial class DoctorTab : IDisposable
{
    private const int Shortest = 64;
    private const int Step = 32;
    private const int UsualLength = 512;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<StudioModel> _models = [];
    private StudioModel? _model;
    private CheckUp? _checkUp;
    private CheckUpView? _view;
    private ExampleItem? _item;
    private ReadExample? _shown;
    private EditReceipt? _receipt;
    private bool _fixing;
    private int _place;
    private int _maxLength = UsualLength;

    [Parameter, EditorRequired]
    public required Dataset Set { get; set; }

    [Parameter, EditorRequired]
    public required bool MayChange { get; set; }

    /// <summary>The example to show first, from 1.</summary>
    [Parameter]
    public int? At { get; set; }

    /// <summary>The set is another now.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private DoctorDesk Doctor { get; set; } = default!;

    [Inject]
    private ExampleDesk Examples { get; set; } = default!;

    [Inject]
    private ModelDesk Models { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private int Context => Math.Max(Shortest, _view?.Context is > 0 and var context ? context : UsualLength);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized()
    {
        _models = [.. Models.All().Where(model => model.IsUsable)];
        Choose(_models.Count > 0 ? _models[0] : null);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync();
        }
    }

    private void Choose(StudioModel? model)
    {
        _model = model;
        _maxLength = model?.Defaults.Values.GetValueOrDefault("max_length") as int? ?? UsualLength;
        Begin();
    }

    private void Begin()
    {
        _checkUp = Doctor.CheckUpOf(Me, Set.Id, _model?.Folder);
        _view = _checkUp?.View;
    }

    private async Task FollowAsync()
    {
        try
        {
            await InvokeAsync(() => GoAsync((int)Math.Clamp((At ?? 1) - 1, 0, Math.Max(0, Set.Rows - 1))));
            while (!_leaving.IsCancellationRequested)
            {
                if (_checkUp is { } checkUp && !ReferenceEquals(checkUp.View, _view))
                {
                    await InvokeAsync(() => Show(checkUp.View));
                }

                await Task.Delay(BetweenLooks, Clock, _leaving.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left; what is looked at now is kept for the next visit.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void Show(CheckUpView view)
    {
        _view = view;
        _maxLength = Math.Clamp(_maxLength, Shortest, Context);
        StateHasChanged();
    }

    private async Task GoAsync(int place)
    {
        _place = Math.Max(0, place);
        _item = Examples.Read(Me, Set.Id, null, _place, 1).Items is [var item, ..] ? item : null;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (_item is { } item && _model is { } model)
        {
            _shown = await Doctor.ShowAsync(item.Content, model.Folder, _maxLength, _leaving.Token);
        }

        StateHasChanged();
    }

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        Choose(_models.FirstOrDefault(model => model.Name == change.Value as string));
        _shown = null;
        await ReadAsync();
    }

    private async Task LengthenAsync(ChangeEventArgs change)
    {
        if (int.TryParse(change.Value as string, NumberStyles.Integer, CultureInfo.InvariantCulture, out var length))
        {
            _maxLength = Math.Clamp(length, Shortest, Context);
            await ReadAsync();
        }
    }

    private async Task FixAsync(Finding finding)
    {
        if (finding is { Kind: FindingKind.TooLong, Examples.Count: 0 })
        {
            _maxLength = _view?.Lengths?.Enough(Context) ?? _maxLength;
            await ReadAsync();
            return;
        }

        _fixing = true;
        _receipt = await Doctor.FixAsync(Me, Set.Id, finding, _checkUp?.Marks ?? [], _leaving.Token);
        _fixing = false;
        await AnewAsync();
    }

    private async Task UndoAsync()
    {
        await Examples.UndoAsync(Me, Set.Id);
        _receipt = null;
        await AnewAsync();
    }

    private async Task AnewAsync()
    {
        await Changed.InvokeAsync();
        Begin();
        await GoAsync(Math.Min(_place, (int)Math.Max(0, Set.Rows - 1)));
    }
}
