using System.Threading.Channels;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>Wakes whoever leads the searches. What it has to do stands in the store, so a call that is lost costs a few seconds.</summary>
internal sealed class TuningSignal
{
    private readonly Channel<string> _calls = Channel.CreateBounded<string>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });

    public ChannelReader<string> Calls => _calls.Reader;

    public void Tell(string id) => _calls.Writer.TryWrite(id);
}
