using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

public sealed class WorkerWatchTests
{
    [Fact]
    public async Task WorkThatBreaksOff_IsToldByHealthAndLog_AndTheRestGoesOn()
    {
        using var lines = new Lines();
        var gate = new TaskCompletionSource();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(lines);
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore)
            .AddSingleton(gate).AddSingleton<WorkerHealth>().AddHostedService<Breaking>().AddHostedService<WorkerWatch>();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var health = host.Services.GetRequiredService<WorkerHealth>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status);

        gate.SetResult();

        await Eventually.True(() => lines.Critical.Any(line => line.Contains("Breaking has broken off", StringComparison.Ordinal)));
        var found = await health.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Unhealthy, found.Status);
        Assert.Contains("broken off", found.Description, StringComparison.Ordinal);
        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WorkThatBreaksOff_TakesTheStudioNotAlong()
    {
        using var folder = new TemporaryFolder();
        await using var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder.Path}"]);

        Assert.Equal(BackgroundServiceExceptionBehavior.Ignore, app.Services.GetRequiredService<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior);
        Assert.Single(app.Services.GetServices<IHostedService>().OfType<WorkerWatch>());
    }

    private sealed class Breaking(TaskCompletionSource gate) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await gate.Task.WaitAsync(stoppingToken);
            throw new InvalidOperationException("The disk is full.");
        }
    }

    /// <summary>Keeps what is said loudest.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Critical { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Critical.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
