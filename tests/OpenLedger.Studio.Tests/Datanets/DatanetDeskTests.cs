using OpenLedger.Datanets.Policies;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Datanets;

public sealed class DatanetDeskTests : IDisposable
{
    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Form_TellsAllProblemsAtOnce()
    {
        var owner = await _house.EnterAsync("vera");

        var (id, problems) = await _house.Datanets.CreateAsync(owner, new DatanetForm { Licences = " ", Languages = "english", Policy = "{\"minReviews\": 3}" });

        Assert.Null(id);
        Assert.Equal(["title", "purpose", "licences", "languages", "policy"], problems.Select(problem => problem.Field).Distinct());
    }

    [Fact]
    public async Task Change_MakesAVersion_AndKeepsTheOneBefore()
    {
        var owner = await _house.EnterAsync("vera");
        var id = await _house.MakeAsync(owner);
        var form = DatanetForm.Of(_house.Datanets.Find(owner, id)!);
        form.Purpose = "What fishermen know.";

        Assert.Empty(await _house.Datanets.SaveAsync(owner, id, form));

        var now = _house.Datanets.Find(owner, id)!;
        Assert.Equal((2, "What fishermen know.", 2), (now.Version, now.Card.Purpose, now.Card.Rules.PolicyVersion));
        Assert.Equal(["What fishermen know.", "What sailors know."], _house.Datanets.Versions(id).Select(version => DatanetCard.Read(version.Card).Purpose));
    }

    [Fact]
    public async Task Policy_OfAPreset_StandsInTheCard_AndCanBeChangedByNumbers()
    {
        var owner = await _house.EnterAsync("vera");
        var id = await _house.MakeAsync(owner, PolicyPreset.SmallTeam);
        var form = DatanetForm.Of(_house.Datanets.Find(owner, id)!);
        Assert.Equal("", form.Policy);
        form.Policy = "{\"maxReviews\": 4}";

        Assert.Empty(await _house.Datanets.SaveAsync(owner, id, form));
        Assert.Equal(4, _house.Datanets.Find(owner, id)!.Card.Rules.MaxReviews);
        Assert.Equal("Only its owner can change it. Ask the owner.", (await _house.Datanets.SaveAsync(await _house.EnterAsync("omar"), id, form))[0].Problem.Text);
    }

    [Theory]
    [InlineData(PolicyPreset.JustMe)]
    [InlineData(PolicyPreset.SmallTeam)]
    [InlineData(PolicyPreset.OpenCrowd)]
    public void Preset_IsASoundPolicy_AndIsReadAsItWasWritten(PolicyPreset preset)
    {
        var reading = PolicyJson.Read(PolicyJson.Text(PolicyPresets.Of(preset)));

        Assert.Empty(reading.Problems);
        Assert.Equal(PolicyPresets.Of(preset), reading.Policy);
    }

    [Fact]
    public async Task List_ShowsPublicOnes_AndThoseOneBelongsTo()
    {
        var (owner, other) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar", Roles.Viewer));
        var open = await _house.MakeAsync(owner);
        var unlisted = await _house.MakeAsync(owner, visibility: DatanetVisibility.Unlisted);
        var closed = await _house.MakeAsync(owner, visibility: DatanetVisibility.InviteOnly);

        Assert.Equal([open], _house.Datanets.All(other).Select(datanet => datanet.Id));
        Assert.NotNull(_house.Datanets.Find(other, unlisted));
        Assert.Null(_house.Datanets.Find(other, closed));
        Assert.Empty(_house.Datanets.All(other, "%"));

        Assert.Null(await _house.Members.PutAsync(owner, closed, "omar", DatanetRole.Reviewer));
        Assert.Equal(DatanetRole.Reviewer, _house.Datanets.Find(other, closed)!.Role);
        Assert.NotNull(await _house.Members.PutAsync(owner, closed, "nobody", DatanetRole.Reader));
        Assert.NotNull(await _house.Members.PutAsync(other, closed, "omar", DatanetRole.Curator));
        Assert.Null(await _house.Members.RemoveAsync(other, closed, other.Id));
        Assert.Null(_house.Datanets.Find(other, closed));
    }
}
