namespace OpenLedger.Training.Tokenization.Normalizing;

/// <summary>
/// A stretch of UTF-8 in a buffer that goes on for <see cref="Characters.Utf8.Padding"/> bytes at least. Where offsets are wanted,
/// two arrays say for every byte of the buffer which UTF-16 units of the given text it came from.
/// </summary>
internal readonly record struct TextSlice(byte[] Bytes, int Start, int Stop, int[]? Starts, int[]? Ends)
{
    public ReadOnlySpan<byte> Span => Bytes.AsSpan(Start, Stop - Start);

    public TextSlice Part(int start, int stop) => this with { Start = start, Stop = stop };
}
