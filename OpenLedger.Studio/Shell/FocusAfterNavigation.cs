using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// Moves the focus to the heading when another page was opened from a page, so that a screen reader begins there. Unlike Blazor's own
/// <c>FocusOnNavigate</c> it leaves the first page alone: that one is usable before the connection stands, and who has begun to type
/// or to press keys would have the focus taken away.
/// </summary>
public sealed class FocusAfterNavigation : ComponentBase
{
    private Type? _shown;
    private bool _isDue;

    /// <summary>The page that is shown.</summary>
    [Parameter, EditorRequired]
    public required Microsoft.AspNetCore.Components.RouteData RouteData { get; set; }

    /// <summary>What gets the focus.</summary>
    [Parameter]
    public string Selector { get; set; } = "h1";

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (RouteData.PageType != _shown)
        {
            _isDue = _shown is not null;
            _shown = RouteData.PageType;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isDue)
        {
            _isDue = false;
            await Scripts.InvokeVoidAsync("Blazor._internal.domWrapper.focusBySelector", Selector);
        }
    }
}
