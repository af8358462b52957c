namespace OpenLedger.Studio.Features.Playground;

/// <summary>
/// The models that chats use: each is loaded once and shared by every page, its weights serve base and adapters alike, one
/// question at a time. A model that nobody asks gives its memory back after a while.
/// </summary>
internal sealed class ModelShelf : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly ChatModelLoader _load;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _idle;
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Lock _turning = new();
    private readonly ITimer _sweep;

    public ModelShelf(ChatModelLoader load, TimeProvider clock, TimeSpan idle)
    {
        _load = load;
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

    /// <summary>Waits for the model's turn, loads it where needed, and holds it until the loan is disposed.</summary>
    public Loan Take(string folder, CancellationToken cancellation)
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
            place.Turn.Wait(cancellation);
        }
        catch (OperationCanceledException)
        {
            Leave(place);
            throw;
        }

        try
        {
            place.Model ??= _load(folder, cancellation);
            return new Loan(place.Model, () => Return(place));
        }
        catch
        {
            Return(place);
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
                if (place.Turn.Wait(LastWords))
                {
                    place.Model?.Dispose();
                    place.Model = null;
                }
            }

            _places.Clear();
        }
    }

    private void Return(Place place)
    {
        place.Turn.Release();
        Leave(place);
    }

    private void Leave(Place place)
    {
        lock (_turning)
        {
            place.Users--;
            place.LastUsed = _clock.GetTimestamp();
        }
    }

    private void Sweep()
    {
        lock (_turning)
        {
            foreach (var (folder, place) in _places.Where(place => place.Value.Users == 0 && _clock.GetElapsedTime(place.Value.LastUsed) >= _idle).ToList())
            {
                _places.Remove(folder);
                place.Model?.Dispose();
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
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public IChatModel? Model { get; set; }

        public int Users { get; set; }

        public long LastUsed { get; set; }
    }
}
