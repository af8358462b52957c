using System.CommandLine;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Arguments and options that several commands take, worded once.</summary>
internal static class SharedOptions
{
    public static Argument<string> Model() => new("MODEL") { Description = "The folder of a base model (config.json, safetensors, tokenizer.json)." };

    public static Argument<string?> Lines(string form) => new("FILE")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = $"A file of JSON Lines, each {form}; standard input where none is named.",
    };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON Lines instead of text for people." };

    public static Option<string?> Adapter() => new("--adapter") { Description = "The folder of a LoRA adapter to put on the model.", HelpName = "A" };
}
