using System.Text.Json;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Reads the trainer's <c>answers.jsonl</c>, which is there when a run has finished.</summary>
internal static class RunAnswers
{
    public const string FileName = "answers.jsonl";

    private const long LargestFile = 20_000_000;

    public static IReadOnlyList<QuestionAnswers> Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file is { Exists: true, Length: <= LargestFile }
                ? [.. File.ReadLines(path).Select(Line).OfType<QuestionAnswers>()]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static QuestionAnswers? Line(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<QuestionAnswers>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
