using System.Text.Json;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>A release that a run can learn from.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="Title">Its Datanet's name and its version.</param>
/// <param name="Rows">How many rows are for training.</param>
/// <param name="Format">What they are like; null where a run cannot learn from any.</param>
/// <param name="IsNewest">Whether no newer one is there.</param>
public sealed record ReleaseOffer(string ReleaseId, string Title, long Rows, string? Format, bool IsNewest)
{
    /// <summary>How many of its entries were taken back since: where there are any, nothing begins to learn from it.</summary>
    public int TakenBack { get; init; }

    /// <summary>What stands before the id of a release among the sets of examples.</summary>
    public const string Prefix = "release-";

    /// <summary>The id among the sets of examples.</summary>
    public string SetId => Prefix + ReleaseId;
}

/// <summary>What a run says for ever of a release that it learned from; it is enough to get the same bytes again and to check them.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="DatanetId">Its Datanet.</param>
/// <param name="Title">The Datanet's name then.</param>
/// <param name="Version">The version.</param>
/// <param name="ManifestSha256">The hash of the manifest.</param>
/// <param name="MerkleRoot">The root over all entries.</param>
/// <param name="Format">The form of the rows.</param>
/// <param name="Split">The split that was learned.</param>
/// <param name="SplitSeed">The seed of the splits.</param>
/// <param name="Licences">The licences of its entries.</param>
/// <param name="Rows">How many rows were written.</param>
/// <param name="Sha256">Their hash, the same as in the manifest.</param>
public sealed record ReleasePin(
    string ReleaseId,
    string DatanetId,
    string Title,
    string Version,
    string ManifestSha256,
    string MerkleRoot,
    string Format,
    string Split,
    string SplitSeed,
    IReadOnlyList<string> Licences,
    long Rows,
    string Sha256)
{
    /// <summary>The file in the folder of a run that names its releases.</summary>
    public const string FileName = "releases.json";

    /// <summary>The file with the rows in the folder of the run.</summary>
    public string File { get; init; } = "";

    /// <summary>How often its rows are seen.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The text of the file.</summary>
    public static string Text(IReadOnlyList<ReleasePin> pins) => DatanetJson.Write(pins);

    /// <summary>What a file says; nothing where it cannot be read.</summary>
    public static IReadOnlyList<ReleasePin> Read(string? text)
    {
        try
        {
            return text is null ? [] : DatanetJson.Read<IReadOnlyList<ReleasePin>>(text);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
