using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>
/// The models that chats use: each is loaded once and shared by every page, its weights serve base and adapters alike. A model that
/// nobody asks gives its memory back after a while, or at once where another one needs it.
/// </summary>
internal sealed class ModelShelf : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly ChatModelLoader _load;
    private readonly ChatMemory _memory;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _idle;
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly object _turning = new();
    private readonly ITimer _sweep;

    public ModelShelf(ChatModelLoader load, ChatMemory memory, TimeProvider clock, TimeSpan idle)
    {
        _load = load;
        _memory = memory;
        _clock = clock;
        _idle = idle;
        _sweep = clock.CreateTimer(_ => Sweep(), null, idle / 4, idle / 4);
    }

    /// <summary>How many models are in memory.</summary>
    public int Count
    {
        get
        {
            lock (_turning)
            {
                return _places.Values.Count(place => place.Model is not null);
            }
        }
    }

    public bool IsLoaded(string folder)
    {
        lock (_turning)
        {
            return _places.TryGetValue(folder, out var place) && place.Model is not null;
        }
    }

    /// <summary>What a model would take (nothing where it is there already), and what it could have, in bytes.</summary>
    /// <exception cref="TrainingException">The folder holds no model that can be read.</exception>
    public (long Need, long Free) RoomFor(string folder)
    {
        if (IsLoaded(folder))
        {
            return (0, _memory.Free());
        }

        lock (_turning)
        {
            var idle = _places.Values.Where(place => place is { Model: not null, Users: 0 }).Sum(place => place.Bytes);
            return (_memory.NeedOf(folder), _memory.Free() + idle);
        }
    }

    /// <summary>Loads the model where needed, and keeps it in memory until the loan is disposed.</summary>
    /// <exception cref="TrainingException">It cannot be read.</exception>
    /// <exception cref="NoRoomException">It does not fit.</exception>
    public Loan Take(string folder, Action<double> loading, CancellationToken cancellation)
    {
        Place place;
        lock (_turning)
        {
            if (!_places.TryGetValue(folder, out place!))
            {
                _places[folder] = place = new Place();
            }

            place.Users++;
        }

        try
        {
            lock (place.Loading)
            {
                if (place.Model is null)
                {
                    place.Bytes = MakeRoom(folder);
                    place.Model = _load(folder, loading, cancellation);
                }
            }

            return new Loan(place.Model, () => Leave(place));
        }
        catch
        {
            Leave(place);
            throw;
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_turning)
        {
            foreach (var place in _places.Values)
            {
                // Memory that a last answer still reads must not be taken from under it.
                var deadline = _clock.GetTimestamp();
                while (place.Users > 0 && _clock.GetElapsedTime(deadline) < LastWords)
                {
                    Monitor.Wait(_turning, TimeSpan.FromMilliseconds(50));
                }

                if (place.Users == 0)
                {
                    place.Empty();
                }
            }

            _places.Clear();
        }
    }

    /// <summary>Lets go of idle models, the longest idle first, until there is room; returns how much the new one takes.</summary>
    private long MakeRoom(string folder)
    {
        var need = _memory.NeedOf(folder);
        lock (_turning)
        {
            while (_memory.Free() < need)
            {
                if (_places.Where(pair => pair.Value is { Model: not null, Users: 0 }).OrderBy(pair => pair.Value.LastUsed).FirstOrDefault() is not { Value: { } idlest } found)
                {
                    throw new NoRoomException(need, _memory.Free());
                }

                _places.Remove(found.Key);
                idlest.Empty();
            }
        }

        return need;
    }

    private void Leave(Place place)
    {
        lock (_turning)
        {
            place.Users--;
            place.LastUsed = _clock.GetTimestamp();
            Monitor.PulseAll(_turning);
        }
    }

    private void Sweep()
    {
        lock (_turning)
        {
            foreach (var (folder, place) in _places.Where(place => place.Value.Users == 0 && _clock.GetElapsedTime(place.Value.LastUsed) >= _idle).ToList())
            {
                _places.Remove(folder);
                place.Empty();
            }
        }
    }

    /// <summary>A model in use.</summary>
    internal sealed class Loan(IChatModel model, Action giveBack) : IDisposable
    {
        private Action? _giveBack = giveBack;

        public IChatModel Model { get; } = model;

        public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
    }

    private sealed class Place
    {
        public Lock Loading { get; } = new();

        public IChatModel? Model { get; set; }

        /// <summary>About how much memory it takes.</summary>
        public long Bytes { get; set; }

        public int Users { get; set; }

        public long LastUsed { get; set; }

        public void Empty()
        {
            Model?.Dispose();
            Model = null;
        }
    }
}
