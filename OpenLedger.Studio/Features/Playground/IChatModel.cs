using OpenLedger.Studio.Controls;
using OpenLedger.Training.Generation;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>What a model is to go on from, and how.</summary>
internal sealed record ChatPrompt(IReadOnlyList<ChatTurn> Conversation, string? SystemPrompt, ChatSampling Sampling);

/// <summary>An answer as it comes, one piece a token, and how many of the earliest questions did not fit before it.</summary>
internal sealed record ChatSaying(int Forgotten, IEnumerable<GeneratedPiece> Pieces);

/// <summary>
/// A base model in memory, with the adapters that were asked for. One thread at a time computes with it; several answers may be
/// begun and go on in turn.
/// </summary>
internal interface IChatModel : IDisposable
{
    /// <summary>The answer to the last turn; by the base model where there is no adapter.</summary>
    ChatSaying Answer(string? adapterFolder, ChatPrompt prompt, CancellationToken cancellation);
}

/// <summary>Brings a model folder into memory, and says how much of it is there.</summary>
internal delegate IChatModel ChatModelLoader(string folder, Action<double> loading, CancellationToken cancellation);
