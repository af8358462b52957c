using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.EntityFrameworkCore;
using MudBlazor.Services;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Home;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Settings;
using OpenLedger.Studio.Features.Team;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Shell;

/// <summary>The web studio: builds it and runs it until it is asked to stop.</summary>
internal static class StudioApp
{
    private const int WrongInput = 2;
    private const int Failed = 1;
    private const long MaxRequestBytes = 1_000_000;
    private const int MaxConnections = 2_000;

    private static readonly TimeSpan StrictTransport = TimeSpan.FromDays(180);

    // Long enough for a training to finish its step and write its checkpoint.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(90);

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await StartAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StudioStartException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return WrongInput;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"The studio could not start: {exception.Message}");
            return Failed;
        }
    }

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args is ["serve", ..] ? args[1..] : args,
            ApplicationName = typeof(StudioApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        var options = StudioOptions.Read(builder.Configuration);
        var urls = StudioAddress.Check(builder.Configuration, options);
        var data = DataFolder.Open(options.DataFolder, urls[0], TimeProvider.System);
        var certificate = ServerCertificate.Read(options);
        AddServer(builder, urls, options, certificate);
        builder.Logging.AddStudioLog(data);
        AddPages(builder.Services, data, urls.All(url => url.StartsWith("https:", StringComparison.Ordinal)));
        AddKeys(builder.Services, data, certificate);
        builder.Services.AddSingleton(options).AddSingleton(TimeProvider.System).AddSingleton<StudioSettings>();
        builder.Services.AddSingleton(_ => data);

        var app = builder.Build();
        OpenStore(app, urls);
        Map(app);
        return app;
    }

    public static async Task StartAsync(WebApplication app)
    {
        var options = app.Services.GetRequiredService<StudioOptions>();
        if (StudioAddress.Check(app.Configuration, options).Where(StudioAddress.IsTaken).ToList() is { Count: > 0 } taken)
        {
            throw new StudioStartException(StudioAddress.InUse(taken));
        }

        try
        {
            await app.StartAsync();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new StudioStartException(StudioAddress.InUse(app.Urls));
        }

        foreach (var address in app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses)
        {
            Console.WriteLine($"OpenLedger Studio is ready at {address} (stop it with Ctrl+C)");
        }
    }

    private static void AddServer(WebApplicationBuilder builder, string[] urls, StudioOptions options, X509Certificate2? certificate)
    {
        // The studio says itself where it answers; the web framework's own lines would say it twice.
        // A start that fails is told in a sentence, without the stack trace that the host would add.
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
        var services = builder.Services;
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = StudioAddress.NamesOf(builder.Configuration));
        services.Configure<ForwardedHeadersOptions>(headers => KnownProxies.Configure(headers, StudioAddress.Proxies(options)));
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = StopPatience;

            // A training writes its checkpoint at once, not after the last browser has let go.
            host.ServicesStopConcurrently = true;

            // One piece of work in the background that breaks off takes nothing else along: trainings and pages go on, the log and the health page name it.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
    }

    private static void AddPages(IServiceCollection services, DataFolder data, bool isSecure)
    {
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = isSecure ? "__Host-openledger-forms" : "openledger-forms");
        services.AddStudioHealth().AddStudioMetrics().AddSingleton<SupportBundle>().AddSingleton<RequestLimits>();
        services.AddSettings("Access", RequestLimits.PagesPerPerson, MetricsEndpoint.Token);
        services.AddHsts(hsts => hsts.MaxAge = StrictTransport);
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = 20;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2);
        });
        services.AddMudServices();
        services.AddScoped<CircuitPresence>().AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitPresence>());
        services.AddStore(data.Database).AddAccounts(isSecure).AddLanguages().AddUploads();
        services.AddData();
        services.AddDatanets();
        services.AddModels();
        services.AddRuns();
        services.AddPlayground().AddDatasetShelf();
        services.AddHome();
        services.AddTeam();
        services.AddSettingsPages();
    }

    /// <summary>The keys of cookies and forms: who has only the files (a stolen backup) makes no cookie of them where there is a certificate to lock them with.</summary>
    private static void AddKeys(IServiceCollection services, DataFolder data, X509Certificate2? certificate)
    {
        var keys = services.AddDataProtection().SetApplicationName("OpenLedger.Studio").PersistKeysToFileSystem(new DirectoryInfo(data.Keys));
        if (certificate?.GetRSAPrivateKey() is not null)
        {
            keys.ProtectKeysWithCertificate(certificate);
        }
    }

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static void OpenStore(WebApplication app, string[] urls)
    {
        var services = app.Services;
        var options = services.GetRequiredService<StudioOptions>();
        StoreOpening.Open(services.GetRequiredService<IDbContextFactory<StudioContext>>(), services.GetRequiredService<DataFolder>(), services.GetRequiredService<TimeProvider>());
        services.GetRequiredService<StudioSettings>().CheckFile();
        services.GetRequiredService<FirstAccount>().CreateFromSettings(options);
        if ((urls.Any(StudioAddress.IsBeyond) || options.TrustedProxies.Length > 0) && services.GetRequiredService<AccountDirectory>().IsEmpty)
        {
            throw new StudioStartException(
                "The studio refuses to answer beyond this computer before it has a password: whoever came first would own it. Start it once on this computer and choose one, or set Studio:AdminPassword.");
        }
    }

    private static void Map(WebApplication app)
    {
        app.UseKnownProxies(StudioAddress.Proxies(app.Services.GetRequiredService<StudioOptions>()));
        app.UseHsts();
        app.UseBrowserGuard();
        app.UseExceptionHandler("/error", createScopeForErrors: true);

        // A person gets a page; a program keeps the plain status.
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseAccounts();
        app.UseRequestLocalization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapStudioHealth();
        app.MapStudioMetrics();
        app.MapSupportBundle();
        app.MapAccounts();
        app.MapLanguages();
        app.MapTeam();
        app.MapSettingsPages();
        app.MapUploads();
        app.MapAdapterTakeAway();
        app.MapRunDownloads();
        app.MapData();
        app.MapReleases();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }
}
