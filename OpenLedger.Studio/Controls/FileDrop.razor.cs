using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Controls;

/// <summary>
/// Takes a file by picking or dropping, and brings it here in pieces over HTTP: it goes on by itself after a broken line, and where it
/// stopped when the same file is chosen again. The page only shows how far it is.
/// </summary>
public sealed partial class FileDrop
{
    private const double SecondsBeforeSpeed = 0.7;

    private ElementReference _root;
    private DotNetObjectReference<FileDrop>? _self;
    private IJSObjectReference? _module;
    private readonly TaskCompletionSource<IJSObjectReference> _drop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stage _stage;
    private string _name = string.Empty;
    private string? _problem;
    private long _received;
    private long _length;
    private long _resumedAt;
    private long _startedAt;
    private bool _over;

    private enum Stage
    {
        Empty,
        Arrives,
        Waits,
        Arrived,
        Failed,
    }

    /// <summary>The name of a registered <see cref="UploadPurpose"/>.</summary>
    [Parameter, EditorRequired]
    public required string Purpose { get; set; }

    /// <summary>Endings, as in the HTML attribute: <c>.zip,.json</c>.</summary>
    [Parameter]
    public string Accept { get; set; } = string.Empty;

    [Parameter]
    public long? MaxBytes { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>What is wanted, in a sentence.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>All of a file is here. Whoever takes it removes it from <see cref="Uploads"/> when it is no longer needed.</summary>
    [Parameter]
    public EventCallback<UploadedFile> Uploaded { get; set; }

    [Inject]
    private IJSRuntime Scripts { get; set; } = default!;

    [Inject]
    private AntiforgeryStateProvider Antiforgery { get; set; } = default!;

    [Inject]
    private Uploads Desk { get; set; } = default!;

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private double Share => _length == 0 ? 0 : 100.0 * _received / _length;

    private TimeSpan? Left
    {
        get
        {
            var seconds = Clock.GetElapsedTime(_startedAt).TotalSeconds;
            var came = _received - _resumedAt;
            return seconds < SecondsBeforeSpeed || came <= 0 ? null : TimeSpan.FromSeconds((_length - _received) * seconds / came);
        }
    }

    /// <summary>Ready for another file.</summary>
    public void Reset() => Show(Stage.Empty);

    /// <summary>A file is over the field, or has left it.</summary>
    [JSInvokable]
    public void Hovers(bool over)
    {
        _over = over;
        StateHasChanged();
    }

    [JSInvokable]
    public void Begins(string name, long length, long received)
    {
        (_name, _length, _received, _resumedAt, _startedAt) = (name, length, received, received, Clock.GetTimestamp());
        Show(Stage.Arrives);
    }

    [JSInvokable]
    public void Comes(long received)
    {
        _received = received;
        Show(Stage.Arrives);
    }

    [JSInvokable]
    public void Waits() => Show(Stage.Waits);

    [JSInvokable]
    public void Fails(string? problem)
    {
        _problem = problem ?? T["The studio did not take the file, and did not say why. Load the page again and try once more."];
        Show(Stage.Failed);
    }

    /// <summary>The browser has sent everything; true where it is here.</summary>
    [JSInvokable]
    public async Task<bool> Ends(string id)
    {
        if (Desk.Finished(Me.Id, id) is not { } file)
        {
            return false;
        }

        _received = _length;
        Show(Stage.Arrived);
        await Uploaded.InvokeAsync(file);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_drop.Task.IsCompletedSuccessfully)
            {
                var drop = await _drop.Task;
                await drop.InvokeVoidAsync("release");
                await drop.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its scripts with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Scripts.InvokeAsync<IJSObjectReference>("import", "./Controls/FileDrop.razor.js");
            _drop.SetResult(await _module.InvokeAsync<IJSObjectReference>("attach", _root, _self, Purpose, Antiforgery.GetAntiforgeryToken()?.Value ?? string.Empty));
        }
    }

    private void Show(Stage stage)
    {
        _stage = stage;
        StateHasChanged();
    }

    private async Task ChooseAsync() => await Ask("choose");

    private async Task AgainAsync() => await Ask("again");

    private async Task CancelAsync()
    {
        await Ask("cancel");
        Show(Stage.Empty);
    }

    /// <summary>What is pressed before the script is there is done when it is.</summary>
    private async Task Ask(string what) => await (await _drop.Task).InvokeVoidAsync(what);
}
