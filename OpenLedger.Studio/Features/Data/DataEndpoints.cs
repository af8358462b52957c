using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Sets;

namespace OpenLedger.Studio.Features.Data;

/// <summary>Files of sets to take away: the examples, and the rows that were set aside, as JSON Lines or as a table.</summary>
internal static class DataEndpoints
{
    private const string JsonLines = "application/jsonl; charset=utf-8";
    private const string Table = "text/csv; charset=utf-8";
    private const int LongestName = 80;

    public static void MapData(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/data/{id}/examples.jsonl", (string id, CurrentAccount me, DatasetDesk desk, HttpContext http) => Send(
            desk.Find(me, id), http, ".jsonl", JsonLines, (set, output, cancellation) => DatasetExport.JsonLinesAsync(desk.Contents(set.Id, cancellation), output, cancellation)));
        endpoints.MapGet("/data/{id}/examples.csv", (string id, CurrentAccount me, DatasetDesk desk, HttpContext http) => Send(
            desk.Find(me, id), http, ".csv", Table, (set, output, cancellation) => DatasetExport.TableAsync(() => desk.Contents(set.Id, cancellation), set.Shape, output, cancellation)));
        endpoints.MapGet("/data/{id}/set-aside.jsonl", (string id, CurrentAccount me, DatasetDesk desk, SetAsideBook aside, HttpContext http) => Send(
            aside.PathOf(id) is null ? null : desk.Find(me, id), http, ".set-aside.jsonl", JsonLines, (set, output, cancellation) => CopyAsync(aside.PathOf(set.Id)!, output, cancellation)));
        endpoints.MapGet("/data/{id}/set-aside.csv", (string id, CurrentAccount me, DatasetDesk desk, SetAsideBook aside, HttpContext http) => Send(
            aside.PathOf(id) is null ? null : desk.Find(me, id), http, ".set-aside.csv", Table, (set, output, cancellation) => aside.TableAsync(set.Id, output, cancellation)));
    }

    private static IResult Send(Dataset? set, HttpContext http, string ending, string type, Func<Dataset, Stream, CancellationToken, Task> write)
    {
        if (set is null)
        {
            return Results.NotFound();
        }

        // Never shown in the browser: what people brought could be a page.
        var disposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        disposition.SetHttpFileName(FileName(set.Name) + ending);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(output => write(set, output, http.RequestAborted), type);
    }

    private static async Task CopyAsync(string path, Stream output, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        await file.CopyToAsync(output, cancellation);
    }

    private static string FileName(string name)
    {
        var clean = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or ' ' ? letter : '-')).Trim(' ', '-');
        return clean.Length == 0 ? "examples" : clean.Length <= LongestName ? clean : clean[..LongestName];
    }
}
