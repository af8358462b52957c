using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Training;

namespace OpenLedger.Studio.Tests.Playground;

/// <summary>Says where it comes from and repeats the question, word by word.</summary>
internal sealed class FakeChatModel : IChatModel
{
    private int _inUse;

    public bool IsDisposed { get; private set; }

    public int MostAtOnce { get; private set; }

    public IEnumerable<string> Answer(string? adapterFolder, IReadOnlyList<ChatTurn> conversation, ChatSettings settings, CancellationToken cancellation)
    {
        Assert.False(IsDisposed);
        if (adapterFolder == "broken")
        {
            throw new TrainingException("adapter_model.safetensors is cut. Train again.");
        }

        foreach (var word in $"{adapterFolder ?? "base"}: {conversation[^1].Text}".Split(' '))
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inUse));
            Thread.Yield();
            Interlocked.Decrement(ref _inUse);
            yield return word + " ";
        }
    }

    public void Dispose() => IsDisposed = true;
}
