using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace OpenLedger.Studio.Controls;

/// <summary>A part of a page that changes many times a second: it is drawn anew by itself, without the page around it.</summary>
public sealed class Live : ComponentBase
{
    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Draws this part again.</summary>
    public void Refresh() => StateHasChanged();

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
