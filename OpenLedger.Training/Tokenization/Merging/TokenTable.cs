using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>The vocabulary: token strings (UTF-8, as the file spells them) to ids and back.</summary>
internal sealed class TokenTable
{
    /// <summary>Ids lie below this, so that two of them and a rank fit into one machine word.</summary>
    public const int MostTokens = 1 << 21;

    private const int None = -1;
    private byte[] _bytes = new byte[1 << 16];
    private int _used;
    private int[] _starts = new int[1 << 10];
    private int[] _lengths = new int[1 << 10];
    private int[] _ids = new int[1 << 10];
    private int _entries;
    private int[] _places = NewPlaces(1 << 11);
    private int[] _entryOfId = [];

    /// <summary>The highest id and one more; 0 where there are no tokens.</summary>
    public int IdLimit { get; private set; }

    public int Count => _entries;

    public int LongestToken { get; private set; }

    /// <summary>Adds a token; a string that is there already takes the new id.</summary>
    public void Add(ReadOnlySpan<byte> token, int id)
    {
        var place = PlaceOf(token);
        var entry = _places[place];
        if (entry == None)
        {
            entry = AddEntry(token);
            _places[place] = entry;
            if (_entries * 2 > _places.Length)
            {
                Grow();
            }
        }

        _ids[entry] = id;
        IdLimit = Math.Max(IdLimit, id + 1);
        LongestToken = Math.Max(LongestToken, token.Length);
    }

    /// <summary>Called once behind the last token: ids can be looked up from now on.</summary>
    public void Complete()
    {
        _entryOfId = new int[IdLimit];
        _entryOfId.AsSpan().Fill(None);
        for (var entry = 0; entry < _entries; entry++)
        {
            _entryOfId[_ids[entry]] = entry;
        }
    }

    /// <summary>The id of a token, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token)
    {
        if (token.Length > LongestToken)
        {
            return None;
        }

        var entry = _places[PlaceOf(token)];
        return entry == None ? None : _ids[entry];
    }

    public int Find(string token) => Find(Utf8.Bytes(token));

    public bool Contains(int id) => (uint)id < (uint)_entryOfId.Length && _entryOfId[id] != None;

    /// <summary>The token's string, empty where the id is not in use.</summary>
    public ReadOnlySpan<byte> TextOf(int id) =>
        Contains(id) ? _bytes.AsSpan(_starts[_entryOfId[id]], _lengths[_entryOfId[id]]) : default;

    private int PlaceOf(ReadOnlySpan<byte> token)
    {
        var mask = _places.Length - 1;
        var place = (int)ByteHash.Of(token) & mask;
        while (_places[place] is var entry and not None && !_bytes.AsSpan(_starts[entry], _lengths[entry]).SequenceEqual(token))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private int AddEntry(ReadOnlySpan<byte> token)
    {
        if (_entries == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * _entries);
            Array.Resize(ref _starts, 2 * _entries);
            Array.Resize(ref _lengths, 2 * _entries);
        }

        if (_used + token.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _used + token.Length));
        }

        token.CopyTo(_bytes.AsSpan(_used));
        (_starts[_entries], _lengths[_entries]) = (_used, token.Length);
        _used += token.Length;
        return _entries++;
    }

    private void Grow()
    {
        _places = NewPlaces(2 * _places.Length);
        var mask = _places.Length - 1;
        for (var entry = 0; entry < _entries; entry++)
        {
            var place = (int)ByteHash.Of(_bytes.AsSpan(_starts[entry], _lengths[entry])) & mask;
            while (_places[place] != None)
            {
                place = (place + 1) & mask;
            }

            _places[place] = entry;
        }
    }

    private static int[] NewPlaces(int count)
    {
        var places = new int[count];
        places.AsSpan().Fill(None);
        return places;
    }
}
