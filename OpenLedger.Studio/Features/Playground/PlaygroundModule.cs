using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Registers the chat: the shelf of loaded models and the desk.</summary>
internal static class PlaygroundModule
{
    public static IServiceCollection AddPlayground(this IServiceCollection services) => services
        .AddSingleton(provider => new ModelShelf(
            TorchChatModel.Load,
            provider.GetRequiredService<TimeProvider>(),
            TimeSpan.FromMinutes(provider.GetRequiredService<StudioOptions>().ModelIdleMinutes)))
        .AddSingleton<ChatDesk>();
}
