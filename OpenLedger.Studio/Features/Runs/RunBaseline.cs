using System.Text.Json;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What the trainer measured before the first step.</summary>
internal static class RunBaseline
{
    public const string FileName = "answers-before.json";

    private const long LargestFile = 20_000_000;

    /// <summary>The held-out loss of the base model; null where it was not measured, or not yet.</summary>
    public static double? HeldOutLoss(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LargestFile })
            {
                return null;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var document = JsonDocument.Parse(file);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("HeldOutLoss", out var loss) && loss.ValueKind == JsonValueKind.Number
                ? loss.GetDouble()
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
