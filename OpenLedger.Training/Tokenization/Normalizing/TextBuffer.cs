using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Normalizing;

/// <summary>UTF-8 that grows, with the origin of every byte where offsets are wanted.</summary>
internal sealed class TextBuffer
{
    private const int LeastLimit = 1 << 24;

    // What Unicode normalization makes of a text is at most eleven times as long.
    private const int MostGrowth = 16;

    private byte[] _bytes = new byte[256];
    private int[] _starts = [];
    private int[] _ends = [];

    public int Length { get; private set; }

    public bool Tracks { get; private set; }

    /// <summary>The length that the text may grow to: a normalizer that makes texts of any length is stopped.</summary>
    public int Limit { get; set; } = LeastLimit;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public TextSlice Slice => new(_bytes, 0, Length, Tracks ? _starts : null, Tracks ? _ends : null);

    public int StartOf(int index) => _starts[index];

    public int EndOf(int index) => _ends[index];

    /// <summary>The limit for what becomes of a text of so many bytes.</summary>
    public static int LimitFor(int givenBytes) => (int)Math.Min(LeastLimit + ((long)MostGrowth * givenBytes), Array.MaxLength / 2);

    public void Clear(bool tracks)
    {
        Length = 0;
        Tracks = tracks;
        if (tracks && _starts.Length < _bytes.Length)
        {
            _starts = new int[_bytes.Length];
            _ends = new int[_bytes.Length];
        }
    }

    /// <summary>The text as it is given: what all offsets refer to.</summary>
    public void Load(ReadOnlySpan<char> text, bool tracks)
    {
        var length = Utf8.Write(text, ref _bytes);
        Clear(tracks);
        Length = length;
        if (!tracks)
        {
            return;
        }

        var at = 0;
        for (var i = 0; i < text.Length;)
        {
            var units = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            for (var left = Utf8.LengthAt(_bytes[at]); left > 0; left--)
            {
                _starts[at] = i;
                _ends[at++] = i + units;
            }

            i += units;
        }
    }

    /// <summary>Appends bytes with their origins.</summary>
    public void Append(in TextSlice slice)
    {
        var length = slice.Stop - slice.Start;
        Reserve(length);
        slice.Span.CopyTo(_bytes.AsSpan(Length));
        if (Tracks)
        {
            slice.Starts.AsSpan(slice.Start, length).CopyTo(_starts.AsSpan(Length));
            slice.Ends.AsSpan(slice.Start, length).CopyTo(_ends.AsSpan(Length));
        }

        Length += length;
    }

    /// <summary>Appends bytes that all stand for the same stretch of the given text.</summary>
    public void Append(ReadOnlySpan<byte> bytes, int start, int end)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        if (Tracks)
        {
            _starts.AsSpan(Length, bytes.Length).Fill(start);
            _ends.AsSpan(Length, bytes.Length).Fill(end);
        }

        Length += bytes.Length;
    }

    private void Reserve(int more)
    {
        var needed = (long)Length + more + Utf8.Padding;
        if (needed > Limit)
        {
            throw new TrainingException($"The tokenizer's normalizer makes more than {Limit} bytes of this text. Use a model with another tokenizer.");
        }

        if (needed <= _bytes.Length)
        {
            return;
        }

        var size = (int)Math.Max(Math.Min(2L * _bytes.Length, Limit), needed);
        Array.Resize(ref _bytes, size);
        if (Tracks)
        {
            Array.Resize(ref _starts, size);
            Array.Resize(ref _ends, size);
        }
    }
}
