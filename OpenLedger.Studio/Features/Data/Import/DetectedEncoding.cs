namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>How the letters of a file are written as bytes.</summary>
/// <param name="Name">One of <see cref="TextEncodings.All"/>.</param>
/// <param name="IsSure">Whether nothing else fits, or the file says so itself.</param>
internal sealed record DetectedEncoding(string Name, bool IsSure);
