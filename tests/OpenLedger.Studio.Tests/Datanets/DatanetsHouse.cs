using OpenLedger.Datanets.Entries;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Flow;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Datanets;

/// <summary>The desks of Datanets over a store with people in it.</summary>
internal sealed class DatanetsHouse : IDisposable
{
    public const string Licence = "CC BY 4.0";

    public DatanetsHouse(TemporaryFolder? folder = null)
    {
        People = new People(folder);
        Gates = new GateShelf(People.House.Contexts);
        Datanets = new DatanetDesk(People.House.Contexts, People.House.Queue, Gates, People.Audit, People.Clock);
        Members = new MemberDesk(People.House.Contexts, People.House.Queue, Datanets, People.Directory, People.Audit, People.Clock);
        Entries = new EntryDesk(People.House.Queue, Datanets, Gates, People.Clock);
        Book = new EntryBook(People.House.Contexts, Datanets, People.Clock);
        Sweep = new EntrySweep(People.House.Contexts, People.House.Queue, Entries, People.Clock);
    }

    public People People { get; }

    public GateShelf Gates { get; }

    public DatanetDesk Datanets { get; }

    public MemberDesk Members { get; }

    public EntryDesk Entries { get; }

    public EntryBook Book { get; }

    public EntrySweep Sweep { get; }

    public static DatanetForm Form(PolicyPreset preset = PolicyPreset.JustMe, DatanetVisibility visibility = DatanetVisibility.Public)
    {
        var form = new DatanetForm { Title = "Boats", Purpose = "What sailors know.", Preset = preset, Visibility = visibility };
        form.Categories.Add(new DatanetForm.CategoryLine { Name = "Knots", Description = "How to tie them", Wanted = 10 });
        return form;
    }

    public static HandIn Entry(string prompt, string response) => new(EntryContent.PromptResponse(prompt, response), "Knots", Licence, HasConsent: true);

    /// <summary>An entry of its own for each number: no two are near-copies of each other.</summary>
    public static HandIn Numbered(int number)
    {
        string[] things = ["anchor", "bowline", "compass", "dinghy", "engine", "fender", "galley", "halyard", "jib", "keel", "lantern", "mast", "oar", "propeller", "quay", "rudder", "sail", "tiller", "winch", "yawl"];
        var random = new Random(number);
        var named = random.GetItems(things, 3).Concat(things.Where((_, place) => (place * 7 + number) % 5 == 0)).ToList();
        var told = string.Join(", then the ", named.Concat(random.GetItems(things, 9)));
        return Entry($"In which order does crew number {number} look after the {named[0]}, the {named[1]} and the {named[2]}?", $"Crew {number} begins with the {told}.");
    }

    public async Task<string> MakeAsync(CurrentAccount owner, PolicyPreset preset = PolicyPreset.JustMe, DatanetVisibility visibility = DatanetVisibility.Public) =>
        (await Datanets.CreateAsync(owner, Form(preset, visibility))).Id!;

    public Task<CurrentAccount> EnterAsync(string name, string role = Roles.Trainer) => People.EnterAsync(name, role);

    public void Dispose()
    {
        Gates.Dispose();
        People.Dispose();
    }
}
