using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Studio.Features.Datanets.Threads;

/// <summary>A text with some of its places marked; no character is added, so that what is selected in it is counted as it is stored.</summary>
public sealed class MarkedText : ComponentBase
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The places, in any order; what lies outside of the text is left out, and what overlaps is marked once.</summary>
    [Parameter]
    public IEnumerable<(int Start, int End)> Spans { get; set; } = [];

    /// <summary>The places that reasons name in a field.</summary>
    public static IReadOnlyList<(int Start, int End)> Of(IEnumerable<ReasonGiven> reasons, string field) =>
        [.. reasons.Where(reason => reason.Field == field && reason is { Start: not null, End: not null }).Select(reason => (reason.Start!.Value, reason.End!.Value)).Distinct()];

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var at = 0;
        foreach (var (start, end) in Spans.OrderBy(span => span.Start))
        {
            var from = Math.Clamp(start, at, Text.Length);
            var to = Math.Clamp(end, from, Text.Length);
            builder.AddContent(0, Text[at..from]);
            if (to > from)
            {
                builder.OpenElement(1, "mark");
                builder.AddContent(2, Text[from..to]);
                builder.CloseElement();
            }

            at = to;
        }

        builder.AddContent(3, Text[at..]);
    }
}
