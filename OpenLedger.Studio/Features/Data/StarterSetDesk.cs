using System.Text.Json;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Data;

/// <summary>The one door to the bundled examples.</summary>
internal sealed class StarterSetDesk(StudioOptions options)
{
    private const long LargestFile = 10_000_000;

    public string EntriesPath => Path.Combine(options.StarterSetFolder, "entries.jsonl");

    public string QuestionsPath => Path.Combine(options.StarterSetFolder, "questions.jsonl");

    /// <summary>The set, or the reason why it cannot be read, with the next step.</summary>
    public StarterSet Read()
    {
        try
        {
            return new StarterSet([.. Lines(EntriesPath, Entry)], [.. Lines(QuestionsPath, Question)], null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new StarterSet([], [], $"The starter set cannot be read: {exception.Message} Set Studio:StarterSetFolder to the folder that holds entries.jsonl and questions.jsonl.");
        }
    }

    private static IEnumerable<QuestionAndAnswer> Lines(string path, Func<JsonElement, QuestionAndAnswer> read)
    {
        if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
        {
            throw new InvalidDataException($"{path} is larger than {LargestFile / 1_000_000} MB.");
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            QuestionAndAnswer row;
            try
            {
                using var document = JsonDocument.Parse(line);
                row = read(document.RootElement);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentOutOfRangeException)
            {
                throw new InvalidDataException($"{path}, line {number} is not a question with its answer.");
            }

            yield return row;
        }
    }

    private static QuestionAndAnswer Entry(JsonElement line)
    {
        var messages = line.GetProperty("messages");
        return new(Text(messages[0], "content"), Text(messages[1], "content"));
    }

    private static QuestionAndAnswer Question(JsonElement line) => new(Text(line, "question"), Text(line, "answer"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new JsonException();
}
