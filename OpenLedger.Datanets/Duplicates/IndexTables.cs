using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>What the index keeps of its entries, which are numbers here: texts, signatures, bands. About a kilobyte each.</summary>
internal sealed class IndexTables
{
    private readonly ChunkedList<EntryId> _ids = new();
    private readonly ChunkedList<int> _texts = new();
    private readonly ChunkedList<ContentHash> _contents = new();
    private readonly ChunkedList<bool> _removed = new();

    // The text without templates, where that is another one.
    private readonly ChunkedList<int> _own = new();
    private readonly BandTable _byId = new();
    private readonly BandTable _byContent = new();
    private readonly BandTable[] _all;

    public IndexTables(DuplicateOptions options)
    {
        MinHash = new MinHash(options.Bands, options.Rows);
        Signatures = new SignatureStore(options.Permutations);
        Bands = [.. Enumerable.Range(0, options.Bands).Select(_ => new BandTable())];
        _all = [.. Bands, Prompts, Responses, _byId, _byContent];
    }

    public MinHash MinHash { get; }

    public SignatureStore Signatures { get; }

    public TextArena Texts { get; } = new();

    /// <summary>The bands of the signature.</summary>
    public BandTable[] Bands { get; }

    /// <summary>Entries by their whole prompt.</summary>
    public BandTable Prompts { get; } = new();

    /// <summary>Entries by their whole response.</summary>
    public BandTable Responses { get; } = new();

    /// <summary>How many numbers were given out; those of removed entries stay.</summary>
    public int Count => _ids.Count;

    /// <summary>How many entries are found.</summary>
    public int Live { get; private set; }

    public EntryId IdOf(int entry) => _ids[entry];

    public bool IsRemoved(int entry) => _removed[entry];

    /// <summary>The entry with an id; -1 where there is none.</summary>
    public int PlaceOf(EntryId id)
    {
        var place = _byId.First(KeyOf(id));
        while (place >= 0 && (_removed[place] || _ids[place] != id))
        {
            place = _byId.Next(place);
        }

        return place;
    }

    /// <summary>The entry with a content; -1 where there is none.</summary>
    public int PlaceOf(ContentHash content)
    {
        var place = _byContent.First(KeyOf(content));
        while (place >= 0 && (_removed[place] || _contents[place] != content))
        {
            place = _byContent.Next(place);
        }

        return place;
    }

    public void Remove(int entry)
    {
        Live -= _removed[entry] ? 0 : 1;
        _removed[entry] = true;
    }

    /// <summary>Takes a removal back.</summary>
    public void Restore(int entry)
    {
        Live += _removed[entry] ? 1 : 0;
        _removed[entry] = false;
    }

    /// <summary>Keeps the text of one more entry. It is found by its content at once, by its id once it is named, otherwise once it is signed and linked.</summary>
    public int Keep(EntryId id, PreparedEntry prepared)
    {
        var entry = Count;
        _ids.Add(id);
        _contents.Add(prepared.Content);
        _removed.Add(false);
        Live++;
        _own.Add(Texts.Count);
        _texts.Add(Texts.Count);
        Texts.Add(prepared.Text);
        Signatures.Grow(Count);
        foreach (var table in _all)
        {
            table.Grow(Count);
        }

        Prompts.SetKey(entry, prepared.PromptKey);
        Responses.SetKey(entry, prepared.ResponseKey);
        _byContent.SetKey(entry, KeyOf(prepared.Content));
        _byContent.Link(entry);
        return entry;
    }

    /// <summary>Gives an entry that was kept its final id and lets it be found by it.</summary>
    public void Name(int entry, EntryId id)
    {
        _ids[entry] = id;
        _byId.SetKey(entry, KeyOf(id));
        _byId.Link(entry);
    }

    /// <summary>Notes the signature of an entry.</summary>
    public void Sign(int entry, ReadOnlySpan<uint> minima)
    {
        Signatures.Set(entry, minima);
        for (var band = 0; band < Bands.Length; band++)
        {
            Bands[band].SetKey(entry, MinHash.BandKey(minima, band));
        }
    }

    /// <summary>Lets an entry be found by what it is like.</summary>
    public void Link(int entry)
    {
        foreach (var band in Bands)
        {
            band.Link(entry);
        }

        Prompts.Link(entry);
        Responses.Link(entry);
    }

    /// <summary>Lets no entry be found by what it is like, until it is linked again.</summary>
    public void UnlinkAll()
    {
        foreach (var table in (IEnumerable<BandTable>)[.. Bands, Prompts, Responses])
        {
            table.UnlinkAll();
        }
    }

    /// <summary>Keeps the text without templates by which an entry is compared from now on; null where that is its whole text.</summary>
    public void KeepOwn(int entry, ComparedText? own)
    {
        _own[entry] = _texts[entry];
        if (own is { } text)
        {
            _own[entry] = Texts.Count;
            Texts.Add(text);
        }
    }

    /// <summary>The kept text of an entry, in a buffer that grows where it is too small.</summary>
    public ComparedText Read(int entry, ref char[] buffer) => Texts.Read(_texts[entry], ref buffer);

    /// <summary>The text by which an entry is compared.</summary>
    public ComparedText ReadOwn(int entry, ref char[] buffer) => Texts.Read(_own[entry], ref buffer);

    private static uint KeyOf(EntryId id) => (uint)id.GetHashCode() | 1;

    private static uint KeyOf(ContentHash content) => (uint)content.Low | 1;
}
