using Microsoft.AspNetCore.Components;
using OpenLedger.Datanets.Gates;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Import;

/// <summary>The dry run of a file: each entry with what the checks think, and each row that is none.</summary>
public sealed partial class ImportReportView
{
    private const int PageSize = 20;
    private const int Shown = 400;

    private int _page;

    [Parameter, EditorRequired]
    public required Datanet Datanet { get; set; }

    [Parameter]
    public string? Category { get; set; }

    [Parameter]
    public EventCallback<string?> CategoryChanged { get; set; }

    [Parameter]
    public string? Licence { get; set; }

    [Parameter]
    public EventCallback<string?> LicenceChanged { get; set; }

    [Parameter]
    public bool HasConsent { get; set; }

    [Parameter]
    public EventCallback<bool> HasConsentChanged { get; set; }

    /// <summary>Others are chosen now.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter, EditorRequired]
    public required EntryImport Import { get; set; }

    private int Pages => Math.Max(1, (Import.Entries.Count + PageSize - 1) / PageSize);

    private Task Want(ImportedEntry entry, bool isWanted)
    {
        entry.IsWanted = isWanted;
        return Changed.InvokeAsync();
    }

    private Task WantAllAsync(bool all)
    {
        foreach (var entry in Import.Entries)
        {
            entry.IsWanted = all && !entry.IsBlocked;
        }

        return Changed.InvokeAsync();
    }

    private string Say(FindingText text) => new Sentence(text.Key, [.. text.Arguments]).In(T);

    private static string Short(string text) => DatanetWords.Short(text, Shown);
}
