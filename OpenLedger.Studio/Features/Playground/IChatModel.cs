using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>How an answer is drawn and how long it may be.</summary>
internal sealed record ChatSettings(double Temperature, int LongestAnswer);

/// <summary>A base model in memory, with the adapters that were asked for. Used by one thread at a time.</summary>
internal interface IChatModel : IDisposable
{
    /// <summary>The answer to the last turn, piece by piece, one piece a token; by the base model where there is no adapter.</summary>
    IEnumerable<string> Answer(string? adapterFolder, IReadOnlyList<ChatTurn> conversation, ChatSettings settings, CancellationToken cancellation);
}

/// <summary>Brings a model folder into memory.</summary>
internal delegate IChatModel ChatModelLoader(string folder, CancellationToken cancellation);
