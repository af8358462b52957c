using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Tests.Data.Import;

/// <summary>A file as it is read from end to end.</summary>
internal sealed record Imported(DetectedForm Form, ImportReport Report, IReadOnlyList<JsonObject> Examples, IReadOnlyList<JsonObject> Aside)
{
    public static ImportOptions Everything { get; } = new() { LeaveOutDuplicates = false, LeaveOutEmptyAnswers = false };

    public static Imported Of(string name, string text, FormCorrection? said = null, ImportOptions? options = null, ImportLimits? limits = null) =>
        Of(name, Encoding.UTF8.GetBytes(text), said, options, limits);

    public static Imported Of(string name, byte[] bytes, FormCorrection? said = null, ImportOptions? options = null, ImportLimits? limits = null)
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(folder["upload"], bytes);
        return OfFile(folder["upload"], name, said, options, limits);
    }

    public static Imported OfFile(string path, string? name = null, FormCorrection? said = null, ImportOptions? options = null, ImportLimits? limits = null)
    {
        var file = new ImportFile(path, name ?? Path.GetFileName(path));
        var form = new FormDetector(limits ?? ImportLimits.Default).Detect(file, said ?? FormCorrection.None, CancellationToken.None);
        if (!form.IsReady)
        {
            return new Imported(form, new ImportReport(), [], []);
        }

        var examples = new List<JsonObject>();
        using var aside = new StringWriter();
        var report = new ImportPass(file, form, options ?? new ImportOptions(), limits ?? ImportLimits.Default)
            .Run(line => examples.Add(JsonNode.Parse(line)!.AsObject()), new SetAsideWriter(aside, limits ?? ImportLimits.Default), null, CancellationToken.None);
        var lines = aside.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new Imported(form, report, examples, [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())]);
    }

    /// <summary>What is said, as "user: ..." one turn after the other.</summary>
    public string Said(int index) => string.Join(" | ", Examples[index]["messages"]!.AsArray().Select(message => $"{message!["role"]}: {message["content"]}"));

    /// <summary>The only problem, as a sentence.</summary>
    public string Problem => Form.Problem?.ToString() ?? Report.Stopped?.ToString() ?? Assert.Single(Report.Problems).ToString();
}
