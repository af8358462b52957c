using OpenLedger.Studio.Shell;
using OpenLedger.Training.Estimates;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Registers the chat: the shelf of loaded models, the line in front of it, and the desks.</summary>
internal static class PlaygroundModule
{
    // Long enough that a usual answer is not interrupted, short enough that nobody waits for a novel.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(8);

    /// <summary>Answers become examples of one's own sets.</summary>
    public static IServiceCollection AddDatasetShelf(this IServiceCollection services) => services.AddSingleton<IExampleShelf, DatasetShelf>();

    public static IServiceCollection AddPlayground(this IServiceCollection services) => services
        .AddSingleton(provider => new ChatMemory(ChatMemory.OfModel, () => MachineRoom.Look(provider.GetRequiredService<DataFolder>().Path).Memory))
        .AddSingleton(provider => new ModelShelf(
            TorchChatModel.Load,
            provider.GetRequiredService<ChatMemory>(),
            provider.GetRequiredService<TimeProvider>(),
            TimeSpan.FromMinutes(provider.GetRequiredService<StudioOptions>().ModelIdleMinutes)))
        .AddSingleton(new ChatLine(Slice))
        .AddSingleton<ChatDesk>()
        .AddSingleton<VoiceDesk>()
        .AddSingleton<ConversationDesk>()
        .AddSingleton<VoteDesk>()
        .AddSingleton<ITrashKeeper, ChatKeeping>()
        .AddSingleton<IStorageTenant, ChatKeeping>();
}
