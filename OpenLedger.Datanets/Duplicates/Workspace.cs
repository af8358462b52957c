using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>The buffers of one thread that looks entries up.</summary>
internal sealed class Workspace(DuplicateOptions options, IndexTables tables)
{
    private readonly PairJudge _judge = new(options);
    private readonly uint[] _minima = new uint[tables.MinHash.Places];
    private readonly byte[] _signature = new byte[options.Permutations];
    private readonly HashSet<int> _candidates = [];
    private char[] _characters = new char[4096];
    private char[] _candidateCharacters = new char[4096];
    private uint[] _shingles = new uint[4096];
    private int _shingleCount;
    private ComparedText _text;
    private ComparedText _own;

    /// <summary>The minima of the text that was signed.</summary>
    public ReadOnlySpan<uint> Minima => _minima;

    /// <summary>The text that is looked up from now on.</summary>
    public void Take(ComparedText text, Templates templates)
    {
        (_text, _own) = (text, text.Without(templates));
        _shingleCount = _own.WriteShingles(ref _shingles);
    }

    /// <summary>The same for an entry of the index.</summary>
    public void Take(int entry, Templates templates) => Take(tables.Read(entry, ref _characters), templates);

    /// <summary>The text of an entry of the index as it was signed, to be compared with others.</summary>
    public void TakeSigned(int entry)
    {
        _text = _own = tables.ReadOwn(entry, ref _characters);
        _shingleCount = _own.WriteShingles(ref _shingles);
    }

    /// <summary>The text without templates; null where it has none.</summary>
    public ComparedText? Own => _own == _text ? null : _own.Copy();

    /// <summary>Makes the signature of the text.</summary>
    public void Sign()
    {
        tables.MinHash.Sign(_shingles.AsSpan(0, _shingleCount), _minima);
        tables.Signatures.Shorten(_minima, _signature);
    }

    /// <summary>What the index knows of the text, which must be signed.</summary>
    /// <param name="except">An entry that is not compared, the one whose revision this is; -1 for none.</param>
    public DuplicateAnswer Find(int except)
    {
        _candidates.Clear();
        var follows = false;
        for (var band = 0; band < tables.Bands.Length; band++)
        {
            follows |= Collect(tables.Bands[band], tables.MinHash.BandKey(_minima, band), options.BucketCap, filter: true);
        }

        Collect(tables.Prompts, ComparedText.HashOf(_text.Prompt), options.BlockCap, filter: false);
        Collect(tables.Responses, _text.Response.Length > options.LongResponse ? ComparedText.HashOf(_text.Response) : 0, options.BlockCap, filter: false);
        _candidates.Remove(except);

        var matches = Judge(MostAlike([.. _candidates], _signature));
        var alternatives = matches.Count(match => match.Kind == MatchKind.AlternativeResponse);
        return new DuplicateAnswer([.. matches.Take(options.MostMatches)], alternatives, follows);
    }

    /// <summary>Those candidates that are worth an exact comparison: all of few, of many those whose signatures agree most. Their order of coming changes nothing.</summary>
    public int[] MostAlike(int[] candidates, ReadOnlySpan<byte> signature)
    {
        if (candidates.Length <= options.MostCompared)
        {
            return candidates;
        }

        var ranked = new (int Disagreeing, EntryId Id, int Entry)[candidates.Length];
        for (var at = 0; at < candidates.Length; at++)
        {
            ranked[at] = (-tables.Signatures.Agreeing(candidates[at], signature), tables.IdOf(candidates[at]), candidates[at]);
        }

        Array.Sort(ranked);
        return [.. ranked.Take(options.MostCompared).Select(candidate => candidate.Entry)];
    }

    /// <summary>Compares the text with candidates, the most alike first.</summary>
    public List<DuplicateMatch> Judge(IReadOnlyCollection<int> candidates)
    {
        var matches = new List<DuplicateMatch>();
        if (candidates.Count == 0)
        {
            return matches;
        }

        _judge.Take(_own, _shingles.AsSpan(0, _shingleCount));
        foreach (var candidate in candidates)
        {
            if (_judge.Judge(tables.ReadOwn(candidate, ref _candidateCharacters)) is var (kind, jaccard, containment))
            {
                matches.Add(new DuplicateMatch(tables.IdOf(candidate), kind, jaccard, containment));
            }
        }

        matches.Sort((one, other) => one.Jaccard == other.Jaccard ? one.Id.CompareTo(other.Id) : other.Jaccard.CompareTo(one.Jaccard));
        return matches;
    }

    private bool Collect(BandTable band, uint key, int most, bool filter)
    {
        var seen = 0;
        for (var entry = band.First(key); entry >= 0; entry = band.Next(entry))
        {
            if (++seen > most)
            {
                return true;
            }

            if (!tables.IsRemoved(entry) && !_candidates.Contains(entry) && (!filter || tables.Signatures.IsWorthReading(entry, _signature)))
            {
                _candidates.Add(entry);
            }
        }

        return false;
    }
}
