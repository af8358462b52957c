using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Lora;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>Adapters that were made elsewhere.</summary>
public sealed class AdapterImportTests : IDisposable
{
    private readonly TemporaryFolder _outside = new();
    private readonly ModelsHouse _house = new();

    public void Dispose()
    {
        _house.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public async Task Adapter_ThatFits_IsImported_RenamedSharedAndDeleted()
    {
        var arrival = await ArriveAsync(Zip());
        Assert.Equal((ArrivalStage.Ready, 4), (arrival.Stage, arrival.Findings!.Rank));
        Assert.Equal(["q_proj", "v_proj"], arrival.Findings.Modules);

        var id = (await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, "Birds", null)).Id!;

        var adapter = Assert.Single(_house.Adapters.OfModel(_house.Trainer, "nano-llama"));
        Assert.Equal((id, "Birds", AdapterOrigin.Imported, 4), (adapter.Id, adapter.Name, adapter.Origin, adapter.Card.Rank));
        Assert.True(File.Exists(Path.Combine(adapter.Folder, "adapter_model.safetensors")));
        Assert.Empty(_house.Adapters.All(_house.Other));
        Assert.NotNull(await _house.Adapters.RenameAsync(_house.Other, id, "Mine"));
        Assert.Null(await _house.Adapters.ShareAsync(_house.Trainer, id, true));
        Assert.Single(_house.Adapters.All(_house.Other));
        Assert.NotNull(await _house.Adapters.DeleteAsync(_house.Other, id));
        Assert.Null(await _house.Adapters.RenameAsync(_house.Trainer, id, "Coastal birds"));
        Assert.Equal("Coastal birds", _house.Adapters.Find(_house.Trainer, id)!.Name);
        Assert.Null(await _house.Adapters.DeleteAsync(_house.Trainer, id));
        Assert.Null(_house.Adapters.Find(_house.Trainer, id));

        var trash = _house.Get<IEnumerable<ITrashKeeper>>().Single(keeper => keeper.Kind == StorageKinds.Adapters);
        Assert.Null(await trash.RestoreAsync(id, TestContext.Current.CancellationToken));
        Assert.NotNull(_house.Adapters.Find(_house.Trainer, id));
        await _house.Adapters.DeleteAsync(_house.Trainer, id);
        Assert.Null(await trash.RemoveAsync(id, TestContext.Current.CancellationToken));
        Assert.Empty(_house.Left);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "of another model", "do not belong together" },
        { "pickle", "can run foreign code" },
        { "renamed pickle", "\"adapter_model.safetensors\" is in a form that can run foreign code" },
        { "cut", "does not fit this model" },
        { "weights missing", "holds no adapter_model.safetensors" },
        { "configuration missing", "holds no adapter_config.json" },
        { "model", "This is a whole model" },
        { "DoRA", "weight-decomposed adapters" },
        { "other kind", "only \"LORA\" is supported" },
        { "rank lies", "instead of" },
        { "saved embedding", "modules_to_save" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Adapter_ThatDoesNotFit_IsRefused_InItsOwnWords(string what, string words)
    {
        var folder = MadeAdapter.Write(_outside.File("a"), Checkout.Model("nano-llama"));
        var weights = File.ReadAllBytes(Path.Combine(folder, "adapter_model.safetensors"));
        var zip = what switch
        {
            "of another model" => ModelsHouse.Zip(MadeAdapter.Write(_outside.File("b"), Path.Combine(Checkout.Root, "tests", "goldens", "models", "qwen3", "model"))),
            "pickle" => ModelsHouse.Zip(folder, changes: ("adapter_model.bin", [0x80, 2])),
            "renamed pickle" => ModelsHouse.Zip(folder, changes: ("adapter_model.safetensors", [0x80, 4, 0x95, 1, 2, 3])),
            "cut" => ModelsHouse.Zip(folder, changes: ("adapter_model.safetensors", weights[..^10])),
            "weights missing" => ModelsHouse.Zip(folder, changes: ("adapter_model.safetensors", null)),
            "configuration missing" => ModelsHouse.Zip(folder, changes: ("adapter_config.json", null)),
            "model" => ModelsHouse.Zip(Checkout.Model("nano-qwen")),
            "DoRA" => With(folder, config => config["use_dora"] = true),
            "other kind" => With(folder, config => config["peft_type"] = "IA3"),
            "rank lies" => With(folder, config => config["r"] = 8),
            _ => With(folder, config => config["modules_to_save"] = new JsonArray("lm_head")),
        };

        var arrival = await ArriveAsync(zip);

        Assert.Equal(ArrivalStage.Failed, arrival.Stage);
        Assert.Contains(words, arrival.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(_house.Left);
    }

    [Fact]
    public void RealAdapterOfPeft_Fits_ItsModel()
    {
        var golden = Path.Combine(Checkout.Root, "tests", "goldens", "models", "qwen2-tied");
        var findings = ModelCheck.OfAdapter(Path.Combine(golden, "adapter-trained"), "trained", new StudioModel("x", "x", Path.Combine(golden, "model")));

        Assert.True(findings.Rank > 0);
        Assert.NotEmpty(findings.Modules);
    }

    private static byte[] With(string folder, Action<JsonObject> change)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "adapter_config.json")))!.AsObject();
        change(config);
        return ModelsHouse.Zip(folder, changes: ("adapter_config.json", System.Text.Encoding.UTF8.GetBytes(config.ToJsonString())));
    }

    private byte[] Zip() => ModelsHouse.Zip(MadeAdapter.Write(_outside.File("adapter"), Checkout.Model("nano-llama"), new LoraConfig { Rank = 4, Alpha = 8, TargetModules = ModuleSelector.Of(["q_proj", "v_proj"]) }), "birds/");

    private Task<Arrival> ArriveAsync(byte[] zip) => _house.ArriveAsync(zip, name: "birds.zip", modelId: "nano-llama");
}
