using System.Text.Json;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>What the import of a set found, as it is kept beside the set.</summary>
public sealed record DatasetCard
{
    /// <summary>The import has not ended; the set does not count yet.</summary>
    public bool IsArriving { get; init; }

    public FileKind? Kind { get; init; }

    public string? Encoding { get; init; }

    public RowForm? Form { get; init; }

    /// <summary>The rows of the file.</summary>
    public long FileRows { get; init; }

    public IReadOnlyDictionary<ProblemKind, long> ByKind { get; init; } = new Dictionary<ProblemKind, long>();

    public long OtherForms { get; init; }

    public long Characters { get; init; }

    /// <summary>Why reading ended before the file did, in English.</summary>
    public string? Stopped { get; init; }

    internal static DatasetCard? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<DatasetCard>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static DatasetCard Of(DetectedForm form, ImportReport report) => new()
    {
        Kind = form.Kind,
        Encoding = form.Encoding,
        Form = form.Mapping.Form,
        FileRows = report.Rows,
        ByKind = report.ByKind,
        OtherForms = report.OtherForms,
        Characters = report.Characters,
        Stopped = report.Stopped?.ToString(),
    };

    internal string Json() => JsonSerializer.Serialize(this);
}
