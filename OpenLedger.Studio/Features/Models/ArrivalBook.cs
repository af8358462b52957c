using System.Collections.Concurrent;
using System.Threading.Channels;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// What is being added now, in memory: the files lie in folders of their own until the last word, and are removed at the next start
/// where none was said.
/// </summary>
internal sealed class ArrivalBook(TimeProvider clock)
{
    private const int MostOfOnePerson = 4;
    private const string IdForm = "N";

    private static readonly TimeSpan KeptReady = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<string, Arrival> _arrivals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _stops = new(StringComparer.Ordinal);
    private readonly Channel<string> _line = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<string> Line => _line.Reader;

    public IReadOnlyList<Arrival> All => [.. _arrivals.Values.OrderBy(arrival => arrival.BegunAt)];

    public Arrival? Find(string ownerId, string id) => _arrivals.TryGetValue(id, out var arrival) && arrival.Wish.OwnerId == ownerId ? arrival : null;

    /// <summary>Puts a wish into the line; null where one person has too many.</summary>
    public Arrival? Begin(ArrivalWish wish)
    {
        if (_arrivals.Values.Count(arrival => arrival.Wish.OwnerId == wish.OwnerId && arrival.Stage is not (ArrivalStage.Added or ArrivalStage.Failed)) >= MostOfOnePerson)
        {
            return null;
        }

        var arrival = new Arrival(Guid.NewGuid().ToString(IdForm), wish, clock.GetUtcNow());
        _arrivals[arrival.Id] = arrival;
        _stops[arrival.Id] = new CancellationTokenSource();
        _line.Writer.TryWrite(arrival.Id);
        return arrival;
    }

    /// <summary>Tries once more what failed.</summary>
    public void Again(Arrival arrival)
    {
        if (Change(arrival.Id, failed => failed.Stage == ArrivalStage.Failed ? failed with { Stage = ArrivalStage.Waiting, Problem = null, Done = 0 } : failed)?.Stage == ArrivalStage.Waiting)
        {
            _line.Writer.TryWrite(arrival.Id);
        }
    }

    public Arrival? Take(string id) => _arrivals.GetValueOrDefault(id);

    public CancellationToken StopOf(string id) => _stops.TryGetValue(id, out var stop) ? stop.Token : new CancellationToken(canceled: true);

    /// <summary>Changes one; null where it was given up meanwhile.</summary>
    public Arrival? Change(string id, Func<Arrival, Arrival> change)
    {
        while (_arrivals.TryGetValue(id, out var now))
        {
            var next = change(now);
            if (_arrivals.TryUpdate(id, next, now))
            {
                return next;
            }
        }

        return null;
    }

    public void Forget(string id)
    {
        _arrivals.TryRemove(id, out _);
        if (_stops.TryRemove(id, out var stop))
        {
            stop.Cancel();
        }
    }

    /// <summary>Those that nobody said the last word about.</summary>
    public IReadOnlyList<Arrival> Forgotten() =>
        [.. _arrivals.Values.Where(arrival => !arrival.IsUnderway && clock.GetUtcNow() - arrival.BegunAt > KeptReady)];
}
