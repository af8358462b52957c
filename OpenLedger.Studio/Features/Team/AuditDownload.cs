using System.Globalization;
using System.Text;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Team;

/// <summary>The audit log as a file for spreadsheets.</summary>
internal static class AuditDownload
{
    public const string Path = "/team/audit.csv";

    private const int LinesTogether = 500;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    public static void MapAuditDownload(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, (CurrentAccount me, AuditDesk desk, string? who, string? action) =>
                Results.Stream(stream => WriteAsync(stream, desk.All(me, new AuditFilter(who, action))), "text/csv; charset=utf-8", "audit.csv"))
            .RequireAuthorization(Policies.Admin);

    private static async Task WriteAsync(Stream stream, IEnumerable<AuditLine> lines)
    {
        // The mark at the beginning tells spreadsheets that it is UTF-8.
        await using var writer = new StreamWriter(stream, Utf8);
        await writer.WriteAsync(CsvText.Line("time", "who", "action", "subject", "detail"));
        foreach (var part in lines.Chunk(LinesTogether))
        {
            foreach (var line in part)
            {
                await writer.WriteAsync(CsvText.Line(line.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), line.Who, line.Action, line.Subject, line.Detail));
            }

            await writer.FlushAsync();
        }
    }
}
