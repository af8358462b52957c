namespace OpenLedger.Studio.Store;

/// <summary>
/// Something read from the store and kept in memory until it is forgotten. Whoever asks after <see cref="Forget"/> gets what
/// was written before it, also when a reading was under way at that moment.
/// </summary>
internal sealed class Remembered<T>(Func<T> read)
    where T : class
{
    private readonly Lock _reading = new();
    private volatile T? _value;

    public T Value
    {
        get
        {
            if (_value is { } value)
            {
                return value;
            }

            lock (_reading)
            {
                return _value ??= read();
            }
        }
    }

    public void Forget()
    {
        lock (_reading)
        {
            _value = null;
        }
    }
}
