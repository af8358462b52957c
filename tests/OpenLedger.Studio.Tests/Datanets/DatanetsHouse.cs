using OpenLedger.Datanets.Entries;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Datanets;

/// <summary>The desks of Datanets over a store with people in it.</summary>
internal sealed class DatanetsHouse : IDisposable
{
    public const string Licence = "CC BY 4.0";

    public DatanetsHouse()
    {
        Gates = new GateShelf(People.House.Contexts);
        Datanets = new DatanetDesk(People.House.Contexts, People.House.Queue, Gates, People.Audit, People.Clock);
        Members = new MemberDesk(People.House.Contexts, People.House.Queue, Datanets, People.Directory, People.Audit, People.Clock);
        Entries = new EntryDesk(People.House.Queue, Datanets, Gates, People.Clock);
        Book = new EntryBook(People.House.Contexts, Datanets, People.Clock);
    }

    public People People { get; } = new();

    public GateShelf Gates { get; }

    public DatanetDesk Datanets { get; }

    public MemberDesk Members { get; }

    public EntryDesk Entries { get; }

    public EntryBook Book { get; }

    public static DatanetForm Form(PolicyPreset preset = PolicyPreset.JustMe, DatanetVisibility visibility = DatanetVisibility.Public)
    {
        var form = new DatanetForm { Title = "Boats", Purpose = "What sailors know.", Preset = preset, Visibility = visibility };
        form.Categories.Add(new DatanetForm.CategoryLine { Name = "Knots", Description = "How to tie them", Wanted = 10 });
        return form;
    }

    public static HandIn Entry(string prompt, string response) => new(EntryContent.PromptResponse(prompt, response), "Knots", Licence, HasConsent: true);

    public async Task<string> MakeAsync(CurrentAccount owner, PolicyPreset preset = PolicyPreset.JustMe, DatanetVisibility visibility = DatanetVisibility.Public) =>
        (await Datanets.CreateAsync(owner, Form(preset, visibility))).Id!;

    public Task<CurrentAccount> EnterAsync(string name, string role = Roles.Trainer) => People.EnterAsync(name, role);

    public void Dispose()
    {
        Gates.Dispose();
        People.Dispose();
    }
}
