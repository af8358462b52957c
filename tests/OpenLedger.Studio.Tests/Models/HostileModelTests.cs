using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Tests.Archives;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>Models and adapters that are not what they say, or would do harm: each is refused in its own words, and nothing is left.</summary>
public sealed class HostileModelTests(HostileModelTests.Shared shared) : IClassFixture<HostileModelTests.Shared>
{
    private static readonly string Nano = Checkout.Model("nano-qwen");

    private static readonly Dictionary<string, (Func<byte[]> Zip, string Words)> Models = new(StringComparer.Ordinal)
    {
        ["a pickle beside it"] = (() => With("pytorch_model.bin", [0x80, 4, 1, 2]), "\"pytorch_model.bin\" is in a form that can run foreign code"),
        ["a pickle with another ending"] = (() => With("extra/model.PKL", [1]), "can run foreign code"),
        ["a pickle renamed to safetensors"] = (() => With("model.safetensors", [0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0x63, 0x6f, 0x73]), "\"model.safetensors\" is in a form that can run foreign code"),
        ["an archive of PyTorch renamed to safetensors"] = (() => With("model.safetensors", ZipForge.Named("data.pkl")), "\"model.safetensors\" is an archive inside"),
        ["a GGUF file"] = (() => With("model.gguf", "GGUF"u8.ToArray()), "\"model.gguf\" is a GGUF file"),
        ["a GGUF file renamed to safetensors"] = (() => With("model.safetensors", [.. "GGUF"u8, 3, 0, 0, 0]), "\"model.safetensors\" is a GGUF file"),
        ["a web page renamed to safetensors"] = (() => With("model.safetensors", "<!DOCTYPE html><html>Sign in</html>"u8.ToArray()), "\"model.safetensors\" is a web page"),
        ["a web page renamed to JSON"] = (() => With("tokenizer.json", "\n <html>404</html>"u8.ToArray()), "\"tokenizer.json\" is a web page"),
        ["a note of Git LFS"] = (() => With("model.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"u8.ToArray()), "Git LFS"),
        ["a script renamed to JSON"] = (() => With("tokenizer_config.json", "#!/bin/sh\nrm -rf /"u8.ToArray()), "is a program"),
        ["a picture renamed to safetensors"] = (() => With("model.safetensors", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]), "is a picture"),
        ["an old weights file renamed"] = (() => With("model.safetensors", [0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10]), "of the kind HDF5"),
        ["an empty weights file"] = (() => With("model.safetensors", []), "\"model.safetensors\" is empty"),
        ["an archive inside"] = (() => With("weights.tar.gz", [1]), "\"weights.tar.gz\" is an archive inside"),
        ["another zip file inside"] = (() => With("42.zip", ZipForge.Named("43.zip")), "\"42.zip\" is an archive inside"),
        ["no configuration"] = (() => ZipForge.Of(new ForgedEntry("page.html", "<script>alert(1)</script>"u8.ToArray())), "holds no config.json"),
        ["only a picture with a script"] = (() => ZipForge.Of(new ForgedEntry("x.svg", "<svg onload=alert(1)>"u8.ToArray())), "holds no config.json"),
        ["only what a Mac puts beside"] = (() => ZipForge.Of(new ForgedEntry("__MACOSX/._config.json", "x"u8.ToArray())), "holds no config.json"),
        ["two models"] = (() => ZipForge.Of(new("a/config.json", "{}"u8.ToArray()), new("b/config.json", "{}"u8.ToArray())), "It holds several: \"a\" and \"b\""),
        ["an adapter"] = (() => ZipForge.Of(new("adapter_config.json", "{}"u8.ToArray()), new("adapter_model.safetensors", "x"u8.ToArray())), "This is an adapter, not a model"),
        ["no weights"] = (() => ModelsHouse.Zip(Nano, changes: ("model.safetensors", null)), "holds no model.safetensors"),
        ["no tokenizer"] = (() => ModelsHouse.Zip(Nano, changes: [("tokenizer.json", null), ("tokenizer_config.json", null)]), "holds no tokenizer"),
        ["a tokenizer that is missing a part"] = (() => ModelsHouse.Zip(Nano, changes: ("tokenizer.json", null)), "do not work together"),
        ["weights that are cut"] = (() => With("model.safetensors", File.ReadAllBytes(Path.Combine(Nano, "model.safetensors"))[..^100]), "do not work together"),
        ["weights of another shape"] = (() => With("config.json", Config(config => config["hidden_size"] = 80)), "do not work together"),
        ["a family that is not known"] = (() => With("config.json", Config(config => config["model_type"] = "gpt2")), "gpt2"),
        ["a layer too many"] = (() => With("config.json", Config(config => { config["num_hidden_layers"] = 7; config.Remove("layer_types"); })), "is missing"),
        ["numbers without sense"] = (() => With("config.json", Config(config => config["hidden_size"] = -1)), "hidden_size"),
        ["settings without end"] = (() => With("config.json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 100_000)))), "do not work together"),
        ["a template that is broken"] = (() => With("chat_template.jinja", "{% for message in messages %}"u8.ToArray()), "chat_template.jinja"),
        ["a template that never ends"] = (() => With("chat_template.jinja", "{% for i in range(999999999) %}{% for j in range(999999999) %}x{% endfor %}{% endfor %}"u8.ToArray()), "chat_template.jinja"),
        ["weights named as a path"] = (() => With("model.safetensors.index.json", "{\"weight_map\":{\"model.norm.weight\":\"../../secret.safetensors\"}}"u8.ToArray(), ("model.safetensors", null), ("model-00001-of-00001.safetensors", File.ReadAllBytes(Path.Combine(Nano, "model.safetensors")))), "do not work together"),
    };

    private readonly ModelsHouse _house = shared.House;

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Model_IsRefused_InItsOwnWords_AndNothingIsLeft(string name)
    {
        var (zip, words) = Models[name];

        var arrival = await _house.ArriveAsync(zip());

        Assert.Equal(ArrivalStage.Failed, arrival.Stage);
        Assert.Contains(words, arrival.Problem!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_house.Data.Path, arrival.Problem.ToString(), StringComparison.Ordinal);
        Assert.Empty(_house.Left);
        Assert.DoesNotContain(_house.Desk.All(), model => model.Origin != ModelOrigin.Bundled);
        Assert.Null((await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, "evil", null)).Id);
        await _house.Arrivals.GiveUpAsync(_house.Trainer, arrival.Id);
        Assert.Empty(Directory.EnumerateFiles(_house.Data.Uploads));
    }

    [Fact]
    public async Task WhatIsNotNeeded_NeverLandsOnTheDisk()
    {
        var arrival = await _house.ArriveAsync(With("index.html", "<script>alert(1)</script>"u8.ToArray(), ("run.php", "<?php"u8.ToArray()), ("modeling.py", "import os"u8.ToArray()), ("onnx.js", "x"u8.ToArray())));

        Assert.Equal(ArrivalStage.Ready, arrival.Stage);
        Assert.Equal(["index.html", "modeling.py", "onnx.js", "run.php", "training.json"], arrival.Findings!.LeftOut.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(Assert.Single(Directory.EnumerateDirectories(_house.Data.Models))), file => Path.GetExtension(file) is ".html" or ".php" or ".py" or ".js");
        await _house.Arrivals.GiveUpAsync(_house.Trainer, arrival.Id);
    }

    [Fact]
    public async Task Suggestions_ThatNameFilesElsewhere_AreLeftOut()
    {
        var arrival = await _house.ArriveAsync(With("studio.json", "{\"rehearsal_data\":\"../other-model/secret.jsonl\"}"u8.ToArray()));

        Assert.Equal(ArrivalStage.Ready, arrival.Stage);
        Assert.Contains("studio.json", arrival.Findings!.LeftOut);
        Assert.False(File.Exists(Path.Combine(Assert.Single(Directory.EnumerateDirectories(_house.Data.Models)), "studio.json")));
        await _house.Arrivals.GiveUpAsync(_house.Trainer, arrival.Id);
    }

    /// <summary>One studio for all cases: each leaves it as it was.</summary>
    public sealed class Shared : IDisposable
    {
        internal ModelsHouse House { get; } = new();

        public void Dispose() => House.Dispose();
    }

    private static byte[] With(string name, byte[] content, params (string, byte[]?)[] more) => ModelsHouse.Zip(Nano, "nano/", [(name, content), .. more, .. name == "studio.json" ? Array.Empty<(string, byte[]?)>() : [("studio.json", null)]]);

    private static byte[] Config(Action<JsonObject> change)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Nano, "config.json")))!.AsObject();
        change(config);
        return Encoding.UTF8.GetBytes(config.ToJsonString());
    }
}
