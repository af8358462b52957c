namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// Cuts a stream of UTF-8 into the values of a JSON file without reading it whole. It knows just enough of JSON to find where a value
/// ends; whether it is JSON at all is for others to say.
/// </summary>
internal sealed class JsonScanner(Stream stream, int longestValue)
{
    private const int KeptOfTooLong = 2_000;

    private readonly ByteWindow _window = new(stream, longestValue);
    private long _number;

    /// <summary>The lines that are not blank.</summary>
    public IEnumerable<ScannedValue> Lines(CancellationToken cancellation)
    {
        while (_window.Length > 0 || _window.Grow())
        {
            cancellation.ThrowIfCancellationRequested();
            _number++;
            var line = Line();
            if (line.Bytes.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                yield return line;
            }
        }
    }

    /// <summary>
    /// The values that stand one after the other, in a list (from behind its bracket, <paramref name="inList"/>) or in none. Where the list
    /// is the whole file, nothing may stand behind it.
    /// </summary>
    public IEnumerable<ScannedValue> Values(bool inList, bool isWholeFile, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = BeyondBlanks(alsoCommas: true);
            if (next < 0)
            {
                if (inList)
                {
                    yield return new ScannedValue(_number + 1, default, ScanEnd.Cut);
                }

                yield break;
            }

            if (next == ']')
            {
                _window.Drop(inList ? 1 : 0);
                if (!inList || (isWholeFile && BeyondBlanks(alsoCommas: false) >= 0))
                {
                    yield return new ScannedValue(_number + 1, Beginning(), ScanEnd.Stray);
                }

                yield break;
            }

            _number++;
            var value = Value((byte)next);
            yield return value;
            if (value.IsLast)
            {
                yield break;
            }
        }
    }

    /// <summary>Goes to the byte behind the bracket that opens the file's own list.</summary>
    public void EnterList()
    {
        BeyondBlanks(alsoCommas: false);
        _window.Skip(1);
    }

    /// <summary>Goes to a byte of the stream.</summary>
    public void GoTo(long offset) => _window.Skip(offset);

    private ScannedValue Line()
    {
        var searched = 0;
        while (true)
        {
            var found = _window.Held[searched..].IndexOf((byte)'\n');
            if (found >= 0)
            {
                return Taken(searched + found, ScanEnd.Whole, 1);
            }

            searched = _window.Length;
            if (!_window.Grow())
            {
                return _window.IsFull ? TooLongLine() : Taken(searched, ScanEnd.Whole, 0);
            }
        }
    }

    private ScannedValue TooLongLine()
    {
        var beginning = Beginning();
        do
        {
            var found = _window.Held.IndexOf((byte)'\n');
            _window.Drop(found < 0 ? _window.Length : found + 1);
            if (found >= 0)
            {
                break;
            }
        }
        while (_window.Grow());

        return new ScannedValue(_number, beginning, ScanEnd.TooLong);
    }

    private ScannedValue Value(byte first)
    {
        var (reading, length, beginning) = (new ValueEnd(first), 0, (byte[]?)null);
        while (true)
        {
            if (length == _window.Length && !_window.Grow())
            {
                if (!_window.IsFull)
                {
                    return AtTheEnd(beginning, length, reading.EndsWithTheFile);
                }

                beginning ??= Beginning();
                _window.Drop(length);
                length = 0;
                continue;
            }

            switch (reading.Take(_window[length++]))
            {
                case ValueEnd.Place.Behind:
                    length--;
                    return beginning is null ? Taken(length, ScanEnd.Whole, 0) : TooLong(beginning, length);
                case ValueEnd.Place.Here:
                    return beginning is null ? Taken(length, ScanEnd.Whole, 0) : TooLong(beginning, length);
                case ValueEnd.Place.Never:
                    return Taken(length, ScanEnd.Stray, 0);
            }
        }
    }

    private ScannedValue AtTheEnd(byte[]? beginning, int length, bool mayEndHere)
    {
        var value = new ScannedValue(_number, beginning ?? _window.Piece(length), beginning is null && mayEndHere ? ScanEnd.Whole : ScanEnd.Cut);
        _window.Drop(length);
        return value;
    }

    private byte[] Beginning() => _window.Piece(Math.Min(KeptOfTooLong, _window.Length)).ToArray();

    private ScannedValue TooLong(byte[] beginning, int length)
    {
        _window.Drop(length);
        return new ScannedValue(_number, beginning, ScanEnd.TooLong);
    }

    private ScannedValue Taken(int length, ScanEnd end, int behind)
    {
        var value = new ScannedValue(_number, _window.Piece(length), end);
        _window.Drop(length + behind);
        return value;
    }

    private int BeyondBlanks(bool alsoCommas)
    {
        do
        {
            var found = _window.Held.IndexOfAnyExcept(alsoCommas ? " \t\r\n,"u8 : " \t\r\n"u8);
            _window.Drop(found < 0 ? _window.Length : found);
            if (found >= 0)
            {
                return _window[0];
            }
        }
        while (_window.Grow());

        return -1;
    }
}
