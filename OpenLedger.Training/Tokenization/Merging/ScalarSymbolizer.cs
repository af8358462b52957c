using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Normalizing;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>
/// SentencePiece-like vocabularies: a piece begins as its code points. One that the vocabulary lacks becomes its bytes (<c>&lt;0xE2&gt;</c>, ...)
/// where all of them have a token, else the unknown token, else nothing.
/// </summary>
internal sealed class ScalarSymbolizer : ISymbolizer
{
    private readonly TokenTable _tokens;
    private readonly bool _marksSpaces;
    private readonly int _unknownId;
    private readonly bool _fuseUnknown;
    private readonly int[] _byteIds;
    private readonly HashSet<int> _byteTokens;
    private readonly int[] _ascii = new int[128];
    private readonly Dictionary<int, int> _others = [];
    private readonly int[] _lengths;

    /// <param name="tokens">The vocabulary.</param>
    /// <param name="marksSpaces">Whether the byte of a space stands for U+2581 in the pieces.</param>
    /// <param name="unknown">The unknown token's id, or -1; whether neighbours of it become one; whether bytes are tried before it.</param>
    public ScalarSymbolizer(TokenTable tokens, bool marksSpaces, (int Id, bool Fuse, bool ByteFallback) unknown)
    {
        _tokens = tokens;
        _marksSpaces = marksSpaces;
        (_unknownId, _fuseUnknown, var byteFallback) = unknown;
        _byteIds = [.. Enumerable.Range(0, 256).Select(value => byteFallback ? tokens.Find(ByteToken(value)) : -1)];
        _byteTokens = [.. _byteIds.Where(id => id >= 0)];
        _ascii.AsSpan().Fill(-1);
        _lengths = new int[tokens.IdLimit];
        for (var id = 0; id < _lengths.Length; id++)
        {
            _lengths[id] = tokens.Contains(id) && id != _unknownId ? InnerLength(tokens.TextOf(id)) : -1;
            Register(tokens.TextOf(id), id);
        }

        foreach (var id in _byteTokens)
        {
            _lengths[id] = 1;
        }
    }

    /// <summary>Whether every code point has a symbol that merges with nothing: its own or its bytes.</summary>
    public bool AlwaysHasBytes => Array.TrueForAll(_byteIds, id => id >= 0);

    public bool IsByteToken(int id) => _byteTokens.Contains(id);

    public void Fill(byte[] bytes, int start, int stop, MergeScratch work)
    {
        // A code point of n bytes gives at most n symbols, a marked space three.
        work.Clear(3 * (stop - start));
        var (unknownStart, unknownEnd) = (-1, -1);
        var length = 0;
        for (var at = start; at < stop; at += length)
        {
            var codePoint = Utf8.Decode(bytes, at, out length);
            var id = codePoint < _ascii.Length ? _ascii[codePoint] : _others.GetValueOrDefault(codePoint, -1);
            if (id >= 0)
            {
                FlushUnknown(work, ref unknownStart, unknownEnd);
                work.Add(id, at, at + length);
            }
            else if (!TryBytes(bytes, at, length, work) && _unknownId >= 0)
            {
                if (!_fuseUnknown)
                {
                    FlushUnknown(work, ref unknownStart, unknownEnd);
                }

                unknownStart = unknownStart < 0 ? at : unknownStart;
                unknownEnd = at + length;
            }
        }

        FlushUnknown(work, ref unknownStart, unknownEnd);
    }

    public int LengthOf(int id) => (uint)id < (uint)_lengths.Length ? _lengths[id] : -1;

    public int Whole(ReadOnlySpan<byte> piece) =>
        piece.Length > _tokens.LongestToken ? -1
        : _marksSpaces ? _tokens.Find(Utf8.Text(piece).Replace(" ", SpaceMarks.Mark, StringComparison.Ordinal))
        : _tokens.Find(piece);

    private static string ByteToken(int value) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    private void FlushUnknown(MergeScratch work, ref int start, int end)
    {
        if (start >= 0)
        {
            work.Add(_unknownId, start, end);
            start = -1;
        }
    }

    private bool TryBytes(byte[] bytes, int at, int length, MergeScratch work)
    {
        var scalar = _marksSpaces && bytes[at] == ' ' ? "\u2581"u8 : bytes.AsSpan(at, length);
        foreach (var value in scalar)
        {
            if (_byteIds[value] < 0)
            {
                return false;
            }
        }

        for (var i = 0; i < scalar.Length; i++)
        {
            var place = at + Math.Min(i, length - 1);
            work.Add(_byteIds[scalar[i]], place, place + 1);
        }

        return true;
    }

    private void Register(ReadOnlySpan<byte> token, int id)
    {
        if (token.IsEmpty || Utf8.LengthAt(token[0]) != token.Length)
        {
            return;
        }

        var codePoint = Utf8.Decode(token, 0, out _);
        if (_marksSpaces && codePoint == ' ')
        {
            // A real space never gets here; its byte stands for the mark.
            return;
        }

        codePoint = _marksSpaces && codePoint == SpaceMarks.Mark[0] ? ' ' : codePoint;
        if (codePoint < _ascii.Length)
        {
            _ascii[codePoint] = id;
        }
        else
        {
            _others[codePoint] = id;
        }
    }

    private int InnerLength(ReadOnlySpan<byte> token)
    {
        var marks = 0;
        for (var rest = token; _marksSpaces && rest.IndexOf("\u2581"u8) is var place and >= 0; rest = rest[(place + 3)..])
        {
            marks++;
        }

        return token.Length - (2 * marks);
    }
}
