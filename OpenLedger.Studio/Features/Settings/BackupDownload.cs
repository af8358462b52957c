using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>A backup as a file to take to a safer place than the disk that it is a copy of.</summary>
internal static class BackupDownload
{
    public static void MapBackupDownload(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/backups/{name}", async (string name, CurrentAccount me, BackupDesk desk) =>
                await desk.TakeAsync(me, name) is { } file
                    ? Results.File(file.FullName, file.Extension == ".zip" ? "application/zip" : "application/octet-stream", file.Name)
                    : Results.NotFound())
            .RequireAuthorization(Policies.Admin);
}
