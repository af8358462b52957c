using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// Uploads over HTTP: <c>POST /uploads</c> begins one, <c>PUT /uploads/{id}?offset=</c> brings a piece, <c>GET</c> tells how far it is,
/// <c>DELETE</c> gives it up. All but GET need the antiforgery token in the header <c>RequestVerificationToken</c>.
/// </summary>
internal static class UploadEndpoints
{
    // A whole piece, and nothing that a piece could not be.
    private const long MostRequestBytes = Uploads.MostPieceBytes;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddUploads(this IServiceCollection services) => services
        .AddSingleton<FreeSpace>(_ => folder => new DriveInfo(folder).AvailableFreeSpace)
        .AddSingleton<UploadRules>()
        .AddSingleton<UploadStore>()
        .AddSingleton<Uploads>()
        .AddSingleton<IStorageTenant, UploadStorage>()
        .AddHostedService<UploadSweep>();

    public static void MapUploads(this IEndpointRouteBuilder endpoints)
    {
        var uploads = endpoints.MapGroup("/uploads").RequireAuthorization(Policies.Trainer).AddEndpointFilter(RefuseForgeryAsync);
        uploads.MapPost("", async (UploadWish wish, CurrentAccount current, Uploads desk, Quotas quotas, HttpContext http) =>
            Answer(
                await Task.Run(() => quotas.DiskProblem(current.Id, wish.Length)) is { } full
                    ? new UploadAnswer(UploadOutcome.NoSpace, Problem: full)
                    : await desk.BeginAsync(current.Id, wish.Purpose ?? string.Empty, wish.Name ?? string.Empty, wish.Length),
                http));
        uploads.MapPut("{id}", async (string id, long offset, CurrentAccount current, Uploads desk, HttpContext http) =>
                Answer(await desk.WriteAsync(current.Id, id, offset, http.Request.Body, http.RequestAborted), http))
            .WithMetadata(new RequestSizeLimitAttribute(MostRequestBytes));
        uploads.MapGet("{id}", (string id, CurrentAccount current, Uploads desk, HttpContext http) =>
            Answer(desk.Find(current.Id, id) is { } state ? new UploadAnswer(UploadOutcome.Done, state) : new UploadAnswer(UploadOutcome.NotFound), http));
        uploads.MapDelete("{id}", async (string id, CurrentAccount current, Uploads desk) =>
        {
            await desk.RemoveAsync(current.Id, id);
            return Results.NoContent();
        });
    }

    private static async ValueTask<object?> RefuseForgeryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            return Results.Json(new UploadReply(null, 0, 0, new Sentence("The page is too old for this. Load it again.").In(Language(http))), statusCode: StatusCodes.Status400BadRequest);
        }

        return await next(context);
    }

    private static IResult Answer(UploadAnswer answer, HttpContext http)
    {
        if (answer.Outcome == UploadOutcome.TooMany)
        {
            http.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        }

        var reply = new UploadReply(answer.State?.Id, answer.State?.Received ?? 0, answer.State?.Length ?? 0, answer.Problem?.In(Language(http)));
        return Results.Json(reply, statusCode: answer.Outcome switch
        {
            UploadOutcome.Done => StatusCodes.Status200OK,
            UploadOutcome.NotFound => StatusCodes.Status404NotFound,
            UploadOutcome.TooLong => StatusCodes.Status413PayloadTooLarge,
            UploadOutcome.TooMany => StatusCodes.Status429TooManyRequests,
            UploadOutcome.OtherPlace => StatusCodes.Status409Conflict,
            UploadOutcome.NoSpace => StatusCodes.Status507InsufficientStorage,
            _ => StatusCodes.Status400BadRequest,
        });
    }

    private static IStringLocalizer<Words> Language(HttpContext http) => http.RequestServices.GetRequiredService<IStringLocalizer<Words>>();

    internal sealed record UploadWish(string? Purpose, string? Name, long Length);

    internal sealed record UploadReply(string? Id, long Received, long Length, string? Problem);
}
