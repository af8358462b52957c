using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Estimates;

namespace OpenLedger.Studio.Tests.Models;

public sealed class ModelDeskTests : IDisposable
{
    private readonly ModelsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public void BundledModels_AreThere_WithWhatTheirFilesSay()
    {
        var model = _house.Desk.Find("nano-llama")!;

        Assert.Equal((ModelOrigin.Bundled, "llama", 512, "MIT", "BF16"), (model.Origin, model.Family, model.Context, model.Licence, model.Type));
        Assert.Equal(3_727_288, model.WeightBytes);
        Assert.True(model.IsUsable);
        Assert.Null(_house.Desk.Find("../nano-llama"));
        Assert.Null(_house.Desk.Find("nothing"));
    }

    [Fact]
    public async Task LostFolder_LostFile_AndCutWeights_EachSayWhatToDo()
    {
        var model = await AddedModel.UploadAsync(_house);
        var weights = Path.Combine(model.Folder, "model.safetensors");
        var whole = File.ReadAllBytes(weights);

        File.WriteAllBytes(weights, whole[..1000]);
        Assert.Contains("\"model.safetensors\" was changed or cut", _house.Desk.Find(model.Id)!.Problem, StringComparison.Ordinal);

        File.Delete(weights);
        Assert.Contains("\"model.safetensors\" is gone", _house.Desk.Find(model.Id)!.Problem, StringComparison.Ordinal);

        File.WriteAllBytes(weights, whole);
        Assert.True(_house.Desk.Find(model.Id)!.IsUsable);

        Directory.Delete(model.Folder, recursive: true);
        var problem = _house.Desk.Find(model.Id)!.Problem!;
        Assert.Contains("is gone", problem, StringComparison.Ordinal);
        Assert.Contains("delete the model and add it again", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelWithBrokenSuggestions_SaysSo()
    {
        var model = await AddedModel.UploadAsync(_house);
        File.WriteAllText(Path.Combine(model.Folder, "studio.json"), "{ broken");

        Assert.Contains("studio.json", _house.Desk.Find(model.Id)!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rename_IsForTheOwnerAndAdmins()
    {
        var model = await AddedModel.UploadAsync(_house);

        Assert.NotNull(await _house.Desk.RenameAsync(_house.Other, model.Id, "stolen"));
        Assert.NotNull(await _house.Desk.RenameAsync(_house.Viewer, model.Id, "stolen"));
        Assert.NotNull(await _house.Desk.RenameAsync(_house.Trainer, "nano-llama", "stolen"));
        Assert.Null(await _house.Desk.RenameAsync(_house.Trainer, model.Id, "Mine"));
        Assert.Equal("Mine", _house.Desk.Find(model.Id)!.Name);
        Assert.Null(await _house.Desk.RenameAsync(_house.Admin, model.Id, "Ours"));
        Assert.Equal("Ours", _house.Desk.Find(model.Id)!.Name);
    }

    [Fact]
    public async Task DeletedModel_RestsInTheTrash_ComesBack_OrIsRemoved()
    {
        var model = await AddedModel.UploadAsync(_house);
        var removal = _house.Get<ModelRemoval>();
        var trash = _house.Get<IEnumerable<ITrashKeeper>>().Single(keeper => keeper.Kind == StorageKinds.Models);

        Assert.NotNull(await removal.DeleteAsync(_house.Other, model.Id));
        Assert.Contains("stays", (await removal.DeleteAsync(_house.Admin, "nano-llama"))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await removal.DeleteAsync(_house.Trainer, model.Id));

        Assert.Null(_house.Desk.Find(model.Id));
        var thing = Assert.Single(trash.All());
        Assert.Equal((model.Id, _house.Trainer.Id), (thing.Id, thing.OwnerId));
        Assert.InRange(thing.Bytes, 3_700_000, 4_500_000);
        Assert.Null(await trash.RestoreAsync(model.Id, TestContext.Current.CancellationToken));
        Assert.True(_house.Desk.Find(model.Id)!.IsUsable);

        Assert.Null(await trash.RemoveAsync(model.Id, TestContext.Current.CancellationToken));
        Assert.NotNull(_house.Desk.Find(model.Id));
        await removal.DeleteAsync(_house.Trainer, model.Id);
        Assert.Null(await trash.RemoveAsync(model.Id, TestContext.Current.CancellationToken));
        Assert.Empty(_house.Left);
        Assert.Empty(trash.All());
    }

    [Fact]
    public async Task Storage_ListsWhatWasAdded_WithItsOwner()
    {
        var model = await AddedModel.UploadAsync(_house);
        var tenant = _house.Get<IEnumerable<IStorageTenant>>().Single(tenant => tenant.Kind == StorageKinds.Models);

        var thing = Assert.Single(tenant.All(TestContext.Current.CancellationToken));

        Assert.Equal((model.Id, _house.Trainer.Id, $"/models/{model.Id}"), (thing.Id, thing.OwnerId, thing.Link));
        Assert.Null(await tenant.ClearAsync(model.Id, TestContext.Current.CancellationToken));
        Assert.Null(_house.Desk.Find(model.Id));
    }

    [Fact]
    public void Needs_AreCountedAsTheTrainerWould()
    {
        var model = _house.Desk.Find("nano-llama")!;
        var needs = ModelNeeds.Of(model)!;

        Assert.Equal((8, 256), (needs.Examples, needs.Length));
        Assert.Equal(4 * model.Parameters, needs.Train.Parts.Single(part => part.Technical == "base weights").Bytes);
        Assert.InRange(needs.Train.Bytes, 150_000_000, 400_000_000);
        Assert.True(needs.Run < needs.Train.Bytes);
        Assert.Equal(Fit.Fits, needs.FitOf(new MachineRoom(8_000_000_000, 16_000_000_000, 1)));
        Assert.Equal(Fit.TooLarge, needs.FitOf(new MachineRoom(100_000_000, 16_000_000_000, 1)));
    }
}
