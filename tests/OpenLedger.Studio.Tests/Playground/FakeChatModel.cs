using OpenLedger.Studio.Features.Playground;
using OpenLedger.Training;
using OpenLedger.Training.Generation;

namespace OpenLedger.Studio.Tests.Playground;

/// <summary>Says where it comes from and repeats the question, word by word.</summary>
internal sealed class FakeChatModel : IChatModel
{
    private readonly List<ChatPrompt> _prompts = [];
    private int _inUse;

    public bool IsDisposed { get; private set; }

    public int MostAtOnce { get; private set; }

    public IReadOnlyList<ChatPrompt> Prompts => _prompts;

    public ChatSaying Answer(string? adapterFolder, ChatPrompt prompt, CancellationToken cancellation)
    {
        Assert.False(IsDisposed);
        _prompts.Add(prompt);
        return adapterFolder == "broken"
            ? throw new TrainingException("adapter_model.safetensors is cut. Train again.")
            : new ChatSaying(prompt.Conversation.Count > 5 ? 1 : 0, Say($"{adapterFolder ?? "base"}: {prompt.Conversation[^1].Text}", prompt.Sampling.LongestAnswer));
    }

    public void Dispose() => IsDisposed = true;

    private IEnumerable<GeneratedPiece> Say(string text, int longest)
    {
        foreach (var word in text.Split(' ').Take(longest))
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inUse));
            Thread.Yield();
            Interlocked.Decrement(ref _inUse);
            yield return new GeneratedPiece(1, word + " ");
        }
    }
}
