using Microsoft.AspNetCore.Components;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>Writing on from the wording that a reviewer suggests.</summary>
public sealed partial class ContributePage
{
    private IReadOnlyList<SuggestedEdit> _edits = [];
    private SuggestedEdit? _edit;

    /// <summary>The review whose suggested wording the form begins with.</summary>
    [SupplyParameterFromQuery(Name = "edit")]
    public string? Edit { get; set; }

    private void BeginWith(EntryView view)
    {
        _edits = Book.Suggestions(Me, view);
        Use(_edits.FirstOrDefault(edit => edit.ReviewId == Edit));
    }

    /// <summary>Goes on from a reviewer's wording; what comes of it names both.</summary>
    private void Use(SuggestedEdit? edit)
    {
        _edit = edit;
        if (edit is not null)
        {
            _form.Take(edit.Content);
        }
    }

    private Task UseAsync(SuggestedEdit edit)
    {
        Use(edit);
        return CheckAsync();
    }
}
