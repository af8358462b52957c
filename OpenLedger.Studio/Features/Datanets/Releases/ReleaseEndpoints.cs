using System.Net.Mime;
using System.Text;
using Microsoft.Net.Http.Headers;
using OpenLedger.Datanets.Releases;
using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>
/// The files of a release to take away, under <c>/datanets/{id}/releases/{version}/files/</c>: the exports, written row after row, and what a
/// stranger needs to check them.
/// </summary>
internal static class ReleaseEndpoints
{
    private const string JsonLines = "application/jsonl; charset=utf-8";
    private const string Table = "text/csv; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";

    public static void MapReleases(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/datanets/{id}/releases/{version}/files/{name}", (string id, string version, string name, CurrentAccount me, ReleaseDesk desk, HttpContext http) =>
            desk.Find(me, id, version) is { } release ? Whole(release, name, desk, http) : Results.NotFound());
        endpoints.MapGet("/datanets/{id}/releases/{version}/files/{format}/{file}", (string id, string version, string format, string file, CurrentAccount me, ReleaseDesk desk, HttpContext http) =>
            desk.Find(me, id, version) is { } release ? Export(release, $"{format}/{file}", desk, http) : Results.NotFound());
    }

    private static IResult Whole(ReleaseView release, string name, ReleaseDesk desk, HttpContext http)
    {
        switch (name)
        {
            case "manifest.json":
                return Text(release, name, release.ManifestText, Json, http);
            case "manifest.sig":
                Take(release, name, http);
                return Results.Bytes(Convert.FromBase64String(release.Card.Signature), MediaTypeNames.Application.Octet);
            case "public.pem":
                return Text(release, name, release.Card.PublicKey, "application/x-pem-file", http);
            case "README.md":
                return Text(release, name, release.Card.Text, "text/markdown; charset=utf-8", http);
            case "croissant.json":
                Take(release, name, http);
                return Results.Bytes(Croissant.Write(release.Manifest, release.Card.Title, release.Card.Purpose), Json);
            case "entries.jsonl":
                Take(release, name, http);
                return Results.Stream(output => CoresAsync(desk.StreamAsync(release.Id, http.RequestAborted), output, http.RequestAborted), JsonLines);
            default:
                return Results.NotFound();
        }
    }

    private static IResult Export(ReleaseView release, string path, ReleaseDesk desk, HttpContext http)
    {
        if (release.Manifest.Files.FirstOrDefault(file => file.Name == path) is not { } file || ReleaseFormats.TryParse(file.Format) is not { } format)
        {
            return Results.NotFound();
        }

        Take(release, path.Replace('/', '-'), http);
        return Results.Stream(
            output => ReleaseExport.WriteAsync(desk.StreamAsync(release.Id, http.RequestAborted), format, release.Splits, Path.GetFileNameWithoutExtension(path), output, http.RequestAborted),
            format == ReleaseFormat.Csv ? Table : JsonLines);
    }

    private static IResult Text(ReleaseView release, string name, string text, string type, HttpContext http)
    {
        Take(release, name, http);
        return Results.Bytes(Encoding.UTF8.GetBytes(text), type);
    }

    /// <summary>The bytes that the leaves are hashes of, a line each.</summary>
    private static async Task CoresAsync(IAsyncEnumerable<ReleaseEntry> entries, Stream output, CancellationToken cancellation)
    {
        await foreach (var entry in entries.WithCancellation(cancellation))
        {
            await output.WriteAsync(entry.CoreBytes(), cancellation);
            await output.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }

    /// <summary>Never shown in the browser: what people brought could be a page.</summary>
    private static void Take(ReleaseView release, string name, HttpContext http)
    {
        var disposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        disposition.SetHttpFileName(name is "manifest.json" or "manifest.sig" or "public.pem" or "README.md" or "croissant.json" ? name : $"{release.Version}-{name}");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
