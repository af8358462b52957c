using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Training.Chat.Jinja;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Chat;

/// <summary>Finds the chat templates in a model folder, in the order in which transformers looks for them.</summary>
internal static class ChatTemplateFolder
{
    private const string TemplateFile = "chat_template.jinja";
    private const string MoreTemplates = "additional_chat_templates";
    private const string ConfigFile = "tokenizer_config.json";
    private const string ConfigField = "chat_template";
    private const int LargestConfig = 64 << 20;
    private const int LargestTemplate = 4 * JinjaLimits.SourceCharacters;
    private const int MostTemplates = 100;

    public static ChatTemplate? Read(string folder)
    {
        var files = TemplateFiles(folder);
        if (files.Count > 0)
        {
            return new ChatTemplate(Path.Combine(folder, TemplateFile), files.Select(file => KeyValuePair.Create(file.Name, ChatTemplate.Loaded(ReadText(file.Path), file.Path))));
        }

        var config = Path.Combine(folder, ConfigFile);
        return File.Exists(config) ? FromConfig(config) : null;
    }

    private static List<(string Name, string Path)> TemplateFiles(string folder)
    {
        var files = new List<(string, string)>();
        var main = Path.Combine(folder, TemplateFile);
        if (File.Exists(main))
        {
            files.Add((ChatTemplate.Default, main));
        }

        var more = Path.Combine(folder, MoreTemplates);
        try
        {
            if (Directory.Exists(more))
            {
                files.AddRange(Directory.EnumerateFiles(more, "*.jinja").Take(MostTemplates).Order(StringComparer.Ordinal)
                    .Select(path => (Path.GetFileNameWithoutExtension(path), path)));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{more}: cannot be read ({exception.Message}) Check that you may read it.", exception);
        }

        return [.. files.DistinctBy(file => file.Item1)];
    }

    private static string ReadText(string path)
    {
        try
        {
            var bytes = OutsideFile.ReadAll(path, LargestTemplate).AsSpan();
            bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new TrainingException($"{path}: is not valid UTF-8 text. Save it as UTF-8, or fetch it again.", exception);
        }
    }

    private static ChatTemplate? FromConfig(string path)
    {
        var fields = JsonFields.Read(path, LargestConfig);
        if (fields.Get(ConfigField) is not { } field)
        {
            return null;
        }

        if (field is not JsonArray list)
        {
            return ChatTemplate.Parse(fields.Text(ConfigField)!, path);
        }

        var templates = new Dictionary<string, Lazy<JinjaTemplate>>();
        foreach (var item in list.Take(MostTemplates))
        {
            var (name, source) = (Member(item, "name"), Member(item, "template"));
            if (name is null || source is null || !templates.TryAdd(name, ChatTemplate.Loaded(source, $"{path} ({name})")))
            {
                throw fields.Fault(ConfigField, "must be a text, or a list of objects with \"name\" and \"template\", each name once");
            }
        }

        return templates.Count == 0 ? null : new ChatTemplate(path, templates);
    }

    private static string? Member(JsonNode? item, string name)
        => item is JsonObject members && members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
