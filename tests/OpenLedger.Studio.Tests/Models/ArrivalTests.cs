using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Chat;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>From a zip file or a folder to a model that can be trained.</summary>
public sealed class ArrivalTests : IDisposable
{
    private readonly TemporaryFolder _outside = new();
    private readonly ModelsHouse _house = new();

    public void Dispose()
    {
        _house.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public async Task ZipFile_IsJudged_AcceptedAndUsable()
    {
        var readme = "---\nlicense: apache-2.0\n---\n# Mine\n"u8.ToArray();
        var arrival = await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "SmolQwen-main/", ("README.md", readme), ("studio.json", null)), name: "SmolQwen.zip");

        Assert.Equal(ArrivalStage.Ready, arrival.Stage);
        Assert.Equal(("SmolQwen", "qwen2", 512, "apache-2.0"), (arrival.Findings!.Name, arrival.Findings.Family, arrival.Findings.Context, arrival.Findings.Licence));
        Assert.Single(_house.Left);
        var receipt = await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, " Smol Qwen ", null);

        Assert.Equal("smol-qwen", receipt.Id);
        var model = _house.Desk.Find("smol-qwen")!;
        Assert.Null(model.Problem);
        Assert.Equal(("Smol Qwen", ModelOrigin.Uploaded, 1_861_000L, "apache-2.0"), (model.Name, model.Origin, model.Parameters / 1000 * 1000, model.Licence));
        Assert.Equal(["smol-qwen"], _house.Left);
        Assert.Empty(Directory.EnumerateFiles(_house.Data.Uploads));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Checkout.Model("nano-qwen"), "model.safetensors")), File.ReadAllBytes(Path.Combine(model.Folder, "model.safetensors")));
    }

    [Fact]
    public async Task SameName_GetsAnotherId()
    {
        Assert.Equal("my-model", (await AddedModel.UploadAsync(_house)).Id);
        Assert.Equal("my-model-2", (await AddedModel.UploadAsync(_house)).Id);
        Assert.Equal("nano-qwen-2", (await AddedModel.UploadAsync(_house, "nano-qwen")).Id);
        Assert.Equal("add-2", (await AddedModel.UploadAsync(_house, "Add")).Id);
        Assert.Equal("model", (await AddedModel.UploadAsync(_house, "模型")).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\u202Eb")]
    public async Task BadName_IsRefused_AndCanBeGivenAgain(string name)
    {
        var arrival = await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("studio.json", null)));

        Assert.Contains("1 to 80", (await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, name, null)).Problem!.ToString(), StringComparison.Ordinal);
        Assert.NotNull((await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, "good", null)).Id);
    }

    [Fact]
    public async Task ModelWithoutATemplate_GetsTheChosenOne_AfterAPreview()
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.Model("nano-qwen"), "tokenizer_config.json")))!.AsObject();
        config.Remove("chat_template");
        var arrival = await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("tokenizer_config.json", System.Text.Encoding.UTF8.GetBytes(config.ToJsonString())), ("studio.json", null)));

        Assert.Equal((null, "chatml"), (arrival.Findings!.OwnTemplate, arrival.Findings.SuggestedTemplate));
        Assert.Contains(arrival.Findings.Templates, offer => offer is { Template.Id: "chatml", Fits: true });
        Assert.Contains(arrival.Findings.Templates, offer => offer is { Template.Id: "llama-3", Fits: false });
        Assert.Contains("<|im_start|>user", string.Concat(arrival.Findings.PreviewOf("chatml")!.Parts.Select(part => part.Text)), StringComparison.Ordinal);
        Assert.Contains("no such template", (await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, "x", null)).Problem!.ToString(), StringComparison.Ordinal);
        Assert.Contains("no such template", (await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, "x", "../evil")).Problem!.ToString(), StringComparison.Ordinal);

        var receipt = await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, "x", "chatml");

        var model = _house.Desk.Find(receipt.Id!)!;
        Assert.EndsWith("chat_template.jinja", ChatTemplate.Load(model.Folder)!.Name, StringComparison.Ordinal);
        Assert.Equal("chatml", _house.Desk.CardOf(model.Id)!.Template);
        Assert.True(model.IsUsable);
    }

    [Fact]
    public async Task CopiedFolder_IsSafe_WhateverHappensToTheOriginal()
    {
        var folder = AddedModel.Copy(_outside);
        var model = await AcceptAsync(_house.Arrive(folder));

        File.WriteAllText(Path.Combine(folder, "model.safetensors"), "cut");
        Directory.Delete(folder, recursive: true);

        Assert.True(_house.Desk.Find(model.Id)!.IsUsable);
        Assert.Equal(ModelOrigin.Copied, model.Origin);
    }

    [Fact]
    public async Task LinkedFolder_OutlivesTheOriginal_AndNoticesThatAFileWasCut()
    {
        var folder = AddedModel.Copy(_outside);
        var model = await AcceptAsync(_house.Arrive(folder, link: true));
        Assert.Equal(ModelOrigin.Linked, model.Origin);
        Assert.True(_house.Desk.Find(model.Id)!.IsUsable);

        using (var file = File.OpenWrite(Path.Combine(folder, "model.safetensors")))
        {
            file.SetLength(1000);
        }

        Assert.Contains("\"model.safetensors\" was changed or cut", _house.Desk.Find(model.Id)!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkedFolder_IsNotWrittenInto_WhenATemplateIsChosen()
    {
        var folder = AddedModel.Copy(_outside);
        File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), "{{ messages[0].content }}");
        var arrival = _house.Arrive(folder, link: true);

        var id = (await _house.Arrivals.AcceptAsync(_house.Admin, arrival.Id, "linked", "chatml")).Id!;

        Assert.Equal("{{ messages[0].content }}", File.ReadAllText(Path.Combine(folder, "chat_template.jinja")));
        Assert.Contains("im_start", File.ReadAllText(Path.Combine(_house.Desk.Find(id)!.Folder, "chat_template.jinja")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HubCache_IsTaken_WithItsLinks_AndItsName()
    {
        var cache = _outside.File("models--TinyOrg--tiny-qwen");
        var snapshot = Path.Combine(cache, "snapshots", "abc");
        Directory.CreateDirectory(Path.Combine(cache, "blobs"));
        Directory.CreateDirectory(snapshot);
        foreach (var file in Directory.EnumerateFiles(AddedModel.Copy(_outside)))
        {
            var blob = Path.Combine(cache, "blobs", Path.GetFileName(file) + ".blob");
            File.Copy(file, blob);
            File.CreateSymbolicLink(Path.Combine(snapshot, Path.GetFileName(file)), Path.Combine("..", "..", "blobs", Path.GetFileName(blob)));
        }

        var arrival = _house.Arrive(snapshot);

        Assert.Equal(ArrivalStage.Ready, arrival.Stage);
        Assert.Equal(("tiny-qwen", "TinyOrg/tiny-qwen"), (arrival.Findings!.Name, arrival.Findings.HubName));
        var model = await AcceptAsync(arrival);
        Assert.Equal("TinyOrg/tiny-qwen", model.HubName);
        Assert.Null(new FileInfo(Path.Combine(model.Folder, "model.safetensors")).LinkTarget);
    }

    [Fact]
    public void LinkThatLeadsOut_IsRefused()
    {
        var folder = AddedModel.Copy(_outside);
        File.Delete(Path.Combine(folder, "generation_config.json"));
        File.CreateSymbolicLink(Path.Combine(folder, "generation_config.json"), "/etc/passwd");

        Assert.Contains("link that leads out", _house.Arrive(folder).Problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(_house.Left);
    }

    [Theory]
    [InlineData("models/here", "whole path")]
    [InlineData("/no/such/folder", "There is no folder")]
    [InlineData("/proc/1", "not one of the folders")]
    [InlineData("/sys", "not one of the folders")]
    public void FolderThatIsNone_IsRefused(string folder, string words)
    {
        var arrival = _house.Arrive(folder);

        Assert.Contains(words, arrival.Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FoldersOfTheStudio_AreRefused()
    {
        Assert.Contains("belongs to the studio", _house.Arrive(_house.Data.Keys).Problem!.ToString(), StringComparison.Ordinal);
        Assert.Contains("belongs to the studio", _house.Arrive(Path.GetDirectoryName(_house.Data.Path)!).Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyAllowedFolders_WhereTheSettingNamesSome()
    {
        var folder = AddedModel.Copy(_outside);
        _house.Options.LocalModelFolders = _outside.File("my-model-evil") + ";" + _outside.File("other");
        Assert.Contains("not one of the folders", _house.Arrive(folder).Problem!.ToString(), StringComparison.Ordinal);

        _house.Options.LocalModelFolders = _outside.Path;
        Assert.Equal(ArrivalStage.Ready, _house.Arrive(folder).Stage);
    }

    [Fact]
    public void FolderWithPicklesOnly_IsRefused_AndToldWhatToDo()
    {
        var folder = AddedModel.Copy(_outside);
        File.Move(Path.Combine(folder, "model.safetensors"), Path.Combine(folder, "pytorch_model.bin"));

        Assert.Contains("can run foreign code", _house.Arrive(folder).Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void PeopleWithoutTheRight_MayNotAdd()
    {
        Assert.Null(_house.Arrivals.Begin(_house.Trainer, "/srv/models/x", link: false).Id);
        Assert.Null(_house.Arrivals.Begin(_house.Viewer, new UploadedFile("x", "m.zip", "/x", 1)).Id);
    }

    [Fact]
    public async Task Arrival_OfAnother_DoesNotExist()
    {
        var arrival = await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("studio.json", null)));

        Assert.Null(_house.Arrivals.Find(_house.Other, arrival.Id));
        await _house.Arrivals.GiveUpAsync(_house.Other, arrival.Id);
        Assert.NotNull((await _house.Arrivals.AcceptAsync(_house.Other, arrival.Id, "x", null)).Problem);
        Assert.NotNull(_house.Arrivals.Find(_house.Trainer, arrival.Id));
    }

    [Fact]
    public async Task GivenUp_LeavesNothing()
    {
        var arrival = await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("studio.json", null)));

        await _house.Arrivals.GiveUpAsync(_house.Trainer, arrival.Id);

        Assert.Empty(_house.Left);
        Assert.Empty(Directory.EnumerateFiles(_house.Data.Uploads));
        Assert.Null(_house.Arrivals.Find(_house.Trainer, arrival.Id));
    }

    [Fact]
    public async Task FullDisk_IsToldBefore_AndTriedAgain()
    {
        _house.Free = 503_000_000;
        var folder = AddedModel.Copy(_outside);
        var arrival = _house.Arrive(folder);
        Assert.Contains("no room for it: 3.8 MB are needed, 3 MB are free", arrival.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(_house.Left);

        _house.Free = 600_000_000;
        _house.Arrivals.Again(_house.Admin, arrival.Id);
        Assert.Equal(ArrivalStage.Ready, _house.Judge(_house.Admin, arrival.Id).Stage);
        await _house.Arrivals.GiveUpAsync(_house.Admin, arrival.Id);
    }

    [Fact]
    public async Task TwoOfOneName_AtTheSameMoment_BothGetTheirPlace()
    {
        var one = await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("studio.json", null)));
        var two = await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("studio.json", null)));

        var receipts = await Task.WhenAll(_house.Arrivals.AcceptAsync(_house.Trainer, one.Id, "Twin", null), _house.Arrivals.AcceptAsync(_house.Trainer, two.Id, "Twin", null), _house.Arrivals.AcceptAsync(_house.Trainer, two.Id, "Twin", null));

        Assert.Equal(["twin", "twin-2"], receipts.Select(receipt => receipt.Id).OfType<string>().Order());
        Assert.Equal(["twin", "twin-2"], _house.Left);
    }

    [Fact]
    public async Task FileThatWaits_AfterARestart_IsOfferedAgain()
    {
        var zip = ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("studio.json", null));
        var arrival = await _house.ArriveAsync(zip, name: "waits.zip");
        Assert.Empty(_house.Arrivals.Waiting(_house.Trainer));
        Assert.Single(_house.Arrivals.Unfinished(_house.Trainer));

        _house.Get<ArrivalBook>().Forget(arrival.Id);

        Assert.Empty(_house.Arrivals.Waiting(_house.Other));
        var file = Assert.Single(_house.Arrivals.Waiting(_house.Trainer));
        Assert.Equal(("waits.zip", (long)zip.Length), (file.FileName, file.Length));
        Assert.Equal(ArrivalStage.Ready, _house.Judge(_house.Trainer, _house.Arrivals.Begin(_house.Trainer, file).Id!).Stage);
    }

    [Fact]
    public async Task TooManyAtOnce_AreRefused()
    {
        for (var i = 0; i < 4; i++)
        {
            await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("studio.json", null)));
        }

        Assert.Contains("already", _house.Arrivals.Begin(_house.Trainer, new UploadedFile("x", "m.zip", "/x", 1)).Problem!.ToString(), StringComparison.Ordinal);
    }

    private async Task<StudioModel> AcceptAsync(Arrival arrival)
    {
        Assert.Null(arrival.Problem?.ToString());
        var receipt = await _house.Arrivals.AcceptAsync(_house.Admin, arrival.Id, arrival.Findings!.Name, null);
        return _house.Desk.Find(receipt.Id!)!;
    }
}
