using System.Text.Json;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads the tokenizer of a model folder: tokenizer.json, else tokenizer.model, and what the configuration beside it adds.</summary>
internal static class TokenizerFolder
{
    private const int LargestFile = 256 << 20;
    private const int LargestConfig = 32 << 20;
    private const string JsonName = "tokenizer.json";
    private const string ModelName = "tokenizer.model";

    // The older file with named tokens is asked only where the newer one is not there.
    private static readonly string[] ConfigNames = ["tokenizer_config.json", "special_tokens_map.json"];

    public static bool Holds(string folder) => File.Exists(Path.Combine(folder, JsonName)) || File.Exists(Path.Combine(folder, ModelName));

    public static TokenizerDefinition Read(string folder)
    {
        var configFile = ConfigNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        var config = configFile is null ? null : Guard(configFile, bytes => TokenizerConfig.Parse(configFile, bytes), LargestConfig);
        var jsonFile = Path.Combine(folder, JsonName);
        var modelFile = Path.Combine(folder, ModelName);
        TokenizerDefinition definition;
        if (File.Exists(jsonFile))
        {
            definition = Guard(jsonFile, bytes => TokenizerJsonReader.Read(jsonFile, bytes));
        }
        else if (File.Exists(modelFile))
        {
            definition = Guard(modelFile, bytes => TiktokenReader.Recognizes(bytes)
                ? TiktokenReader.Read(modelFile, bytes)
                : SentencePieceReader.Read(modelFile, bytes, config?.IsLegacy ?? true));
        }
        else
        {
            throw new TrainingException($"{folder}: there is neither a {JsonName} nor a {ModelName}. Download the tokenizer of the model into the folder.");
        }

        return configFile is null ? definition : Guard(configFile, _ => config!.ApplyTo(definition), LargestConfig);
    }

    /// <summary>Reads a file and hands its bytes on; whatever is wrong with them becomes the one exception of this library.</summary>
    private static T Guard<T>(string file, Func<byte[], T> read, int most = LargestFile)
    {
        try
        {
            return read(ReadBytes(file, most));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new TrainingException($"{file}: this is not valid JSON ({exception.Message}) Download the file again.", exception);
        }
    }

    private static byte[] ReadBytes(string file, int most)
    {
        var bytes = OutsideFile.ReadAll(file, most);
        return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }
}
