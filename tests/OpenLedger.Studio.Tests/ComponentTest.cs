using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace OpenLedger.Studio.Tests;

/// <summary>What a component of the studio needs around it.</summary>
public abstract class ComponentTest : IAsyncLifetime
{
    protected ComponentTest()
    {
        Context.Services.AddMudServices();
        Context.Services.AddLocalization();
        Context.Services.AddLogging();
        Context.JSInterop.Mode = JSRuntimeMode.Loose;

        // A busy machine takes its time; a test that is right never waits so long.
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
    }

    protected BunitContext Context { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
