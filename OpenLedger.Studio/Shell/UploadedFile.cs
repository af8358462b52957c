namespace OpenLedger.Studio.Shell;

/// <summary>A file that arrived whole. Its place on this computer has nothing of its name; whoever takes it removes it by its id.</summary>
public sealed record UploadedFile(string Id, string FileName, string Path, long Length);

/// <summary>What files may be uploaded for: at most so large, and with one of these endings. A feature registers its own.</summary>
public sealed record UploadPurpose(string Name, long MostBytes, params IReadOnlyList<string> Extensions);

/// <summary>How far an upload is.</summary>
internal sealed record UploadState(string Id, long Received, long Length);

/// <summary>What became of a request about an upload.</summary>
internal enum UploadOutcome
{
    Done,
    NotFound,
    Refused,
    TooLong,
    TooMany,
    OtherPlace,
    NoSpace,
}

/// <summary>The answer to a request about an upload; a refusal with its reason.</summary>
internal sealed record UploadAnswer(UploadOutcome Outcome, UploadState? State = null, Sentence? Problem = null);

/// <summary>How many bytes the disk of a folder still takes.</summary>
internal delegate long FreeSpace(string folder);
