using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Shell;

namespace OpenLedger.Studio.Tests.Accounts;

/// <summary>Which role reaches which address: asked of the running studio, for every address that it has.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private static readonly string[] ForAdmins = ["/backups/{name}", "/settings", "/support.zip", "/team", "/team/audit", "/team/audit.csv"];

    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}", $"--Studio:AdminPassword={People.Password}"]);
        await StudioApp.StartAsync(_app);
        var queue = _app.Services.GetRequiredService<WriteQueue>();
        foreach (var role in new[] { Roles.Trainer, Roles.Viewer })
        {
            var account = new Account { UserName = role, NormalizedUserName = AccountNames.Key(role), Role = role, CreatedAt = default };
            Passwords.Set(account, Passwords.Hash(account, People.Password));
            queue.Write(context => context.Users.Add(account));
        }

        _app.Services.GetRequiredService<AccountDirectory>().Refresh();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task EveryAddress_IsForTheRolesThatItIsDeclaredFor()
    {
        var routes = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsOurs).ToList();
        Assert.Equal(ForAdmins, routes.Where(route => PolicyOf(route) == Policies.Admin).Select(Pattern).Distinct().Order(StringComparer.Ordinal));

        using var admin = await Door.EnterAsync(_app, People.Password, "admin");
        using var trainer = await Door.EnterAsync(_app, People.Password, Roles.Trainer);
        using var viewer = await Door.EnterAsync(_app, People.Password, Roles.Viewer);
        foreach (var route in routes)
        {
            var policy = PolicyOf(route);
            await ExpectAsync(viewer, route, isRefused: policy is Policies.Admin or Policies.Trainer);
            await ExpectAsync(trainer, route, isRefused: policy is Policies.Admin);
            await ExpectAsync(admin, route, isRefused: false);
        }
    }

    private static async Task ExpectAsync(HttpClient client, RouteEndpoint route, bool isRefused)
    {
        var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
        using var request = new HttpRequestMessage(new HttpMethod(method), Pattern(route).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.True(isRefused == (answer.StatusCode == HttpStatusCode.Forbidden), $"{method} {Pattern(route)} answered {answer.StatusCode}");
    }

    private static bool IsOurs(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is null
        && (!Path.HasExtension(Pattern(route)) || Pattern(route) is "/support.zip" or "/team/audit.csv")
        && (route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || route.Metadata.GetMetadata<HttpMethodMetadata>() is not null)
        && Pattern(route) is not "/sign-out";

    private static string? PolicyOf(RouteEndpoint route) => route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).LastOrDefault(policy => policy is not null);

    private static string Pattern(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');
}
