using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Features.Playground;

namespace OpenLedger.Studio.Tests.Playground;

/// <summary>Shelves and desks of the chat, as tests want them.</summary>
internal static class Shelves
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    /// <summary>All the memory that anybody could want.</summary>
    public static ChatMemory Plenty { get; } = new(_ => 1, () => long.MaxValue);

    public static ModelShelf With(Func<string, IChatModel> load, ChatMemory? memory = null, TimeSpan? idle = null) =>
        new((folder, _, _) => load(folder), memory ?? Plenty, TimeProvider.System, idle ?? Idle);

    public static ChatDesk Desk(ModelShelf shelf, TimeSpan? slice = null) =>
        new(shelf, new ChatLine(slice ?? Slice), Words(), NullLogger<ChatDesk>.Instance);

    public static IStringLocalizer<Words> Words() =>
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Words>>();
}
