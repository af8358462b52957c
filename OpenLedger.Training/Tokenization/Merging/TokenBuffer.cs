using System.Runtime.CompilerServices;
using OpenLedger.Training.Tokenization.Normalizing;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>The ids of a text as they come, with their places in it where those are wanted.</summary>
internal sealed class TokenBuffer
{
    private int[] _ids = new int[256];
    private int[] _starts = [];
    private int[] _ends = [];

    public int Count { get; private set; }

    public bool Tracks { get; private set; }

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    public void Clear(bool tracks)
    {
        Count = 0;
        Tracks = tracks;
        if (tracks && _starts.Length < _ids.Length)
        {
            _starts = new int[_ids.Length];
            _ends = new int[_ids.Length];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int id)
    {
        if (Count == _ids.Length)
        {
            Grow(1);
        }

        _ids[Count++] = id;
    }

    public void Add(ReadOnlySpan<int> ids)
    {
        if (Count + ids.Length > _ids.Length)
        {
            Grow(ids.Length);
        }

        ids.CopyTo(_ids.AsSpan(Count));
        Count += ids.Length;
    }

    /// <summary>Says which bytes of the text the token at this index stands for.</summary>
    public void Place(int index, in TextSlice text, int start, int stop)
    {
        _starts[index] = text.Starts![start];
        _ends[index] = text.Ends![stop - 1];
    }

    public int StartOf(int index) => _starts[index];

    public int EndOf(int index) => _ends[index];

    private void Grow(int more)
    {
        var size = Math.Max(2 * _ids.Length, Count + more);
        Array.Resize(ref _ids, size);
        if (Tracks)
        {
            Array.Resize(ref _starts, size);
            Array.Resize(ref _ends, size);
        }
    }
}
