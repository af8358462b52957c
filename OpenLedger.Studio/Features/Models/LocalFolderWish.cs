namespace OpenLedger.Studio.Features.Models;

/// <summary>A folder on the computer of the studio that somebody wants to add as a model.</summary>
public sealed record LocalFolderWish(string Folder, bool Link);
