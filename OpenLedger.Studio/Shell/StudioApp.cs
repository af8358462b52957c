namespace OpenLedger.Studio.Shell;

/// <summary>The web studio: builds it and runs it until it is asked to stop.</summary>
internal static class StudioApp
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        var app = builder.Build();
        app.MapGet("/", () => "OpenLedger Studio");
        return app;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        await app.RunAsync();
        return 0;
    }
}
