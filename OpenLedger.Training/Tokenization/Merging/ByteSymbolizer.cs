namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>Byte-level vocabularies: a piece begins as its bytes.</summary>
internal sealed class ByteSymbolizer : ISymbolizer
{
    private readonly TokenTable _tokens;
    private readonly int[] _idOfByte = new int[256];
    private readonly int[] _lengths;

    public ByteSymbolizer(TokenTable tokens, int unknownId)
    {
        _tokens = tokens;
        for (var value = 0; value < _idOfByte.Length; value++)
        {
            var id = tokens.Find(ByteLevel.CharacterOf((byte)value).ToString());
            _idOfByte[value] = id >= 0 ? id : unknownId;
        }

        _lengths = new int[tokens.IdLimit];
        Span<byte> bytes = new byte[tokens.LongestToken];
        for (var id = 0; id < _lengths.Length; id++)
        {
            _lengths[id] = id != unknownId && tokens.Contains(id) && ByteLevel.TryDecode(tokens.TextOf(id), bytes, out var length) ? length : -1;
        }
    }

    public void Fill(byte[] bytes, int start, int stop, MergeScratch work)
    {
        work.Clear(stop - start);
        for (var at = start; at < stop; at++)
        {
            var id = _idOfByte[bytes[at]];
            if (id >= 0)
            {
                work.Add(id, at, at + 1);
            }
        }
    }

    public int LengthOf(int id) => (uint)id < (uint)_lengths.Length ? _lengths[id] : -1;

    public int Whole(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > _tokens.LongestToken)
        {
            return -1;
        }

        Span<byte> token = piece.Length <= 128 ? stackalloc byte[2 * piece.Length] : new byte[2 * piece.Length];
        return _tokens.Find(token[..ByteLevel.Encode(piece, token)]);
    }

    /// <summary>Whether a byte exists that the vocabulary has no token for.</summary>
    public static bool LacksBytes(TokenTable tokens) =>
        Enumerable.Range(0, 256).Any(value => tokens.Find(ByteLevel.CharacterOf((byte)value).ToString()) < 0);
}
