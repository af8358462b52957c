using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace OpenLedger.Training.Chance;

/// <summary>
/// The source of all chance in a run: xoshiro256** (Blackman and Vigna), seeded by SplitMix64. Written out here, since the
/// sequence of <see cref="Random"/> is not promised from one .NET to the next and its state cannot be saved. Not for secrets.
/// </summary>
public sealed class SeededRandom
{
    private const int WordCount = 4;
    private const int HexDigitsPerWord = 16;
    private const double DoubleStep = 1.0 / (1UL << 53);
    private const float SingleStep = 1f / (1U << 24);

    private readonly ulong[] _state = new ulong[WordCount];

    /// <summary>A sequence that follows from the seed alone.</summary>
    public SeededRandom(long seed)
    {
        var mixer = unchecked((ulong)seed);
        for (var word = 0; word < WordCount; word++)
        {
            _state[word] = SplitMix(ref mixer);
        }
    }

    private SeededRandom(ReadOnlySpan<ulong> state) => state.CopyTo(_state);

    /// <summary>
    /// A sequence of its own for one purpose, independent of all others of the same seed: its state is the SHA-256 of
    /// "seed, line feed, purpose, line feed, index" in UTF-8 with decimal numbers, as four little-endian words.
    /// </summary>
    public static SeededRandom For(long seed, string purpose, long index = 0)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        var name = string.Create(CultureInfo.InvariantCulture, $"{seed}\n{purpose}\n{index}");
        return FromWords(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>Goes on where <see cref="Save"/> was called.</summary>
    /// <exception cref="TrainingException">The text is not a saved state.</exception>
    public static SeededRandom Restore(string state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Span<ulong> words = stackalloc ulong[WordCount];
        var valid = state.Length == WordCount * HexDigitsPerWord;
        for (var word = 0; valid && word < WordCount; word++)
        {
            valid = ulong.TryParse(
                state.AsSpan(word * HexDigitsPerWord, HexDigitsPerWord), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[word]);
        }

        return valid && words.IndexOfAnyExcept(0UL) >= 0
            ? new SeededRandom(words)
            : throw new TrainingException("The saved state of the random numbers is damaged: it must be 64 hexadecimal digits, not all of them 0. Go on from an older checkpoint.");
    }

    /// <summary>The state as 64 lower-case hexadecimal digits, for <see cref="Restore"/>.</summary>
    public string Save() =>
        string.Concat(_state.Select(word => word.ToString("x16", CultureInfo.InvariantCulture)));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_state[1] * 5, 7) * 9;
        var shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = BitOperations.RotateLeft(_state[3], 45);
        return result;
    }

    /// <summary>A number from 0 up to but not including <paramref name="exclusiveMaximum"/>, each as likely (Lemire's method).</summary>
    public int Next(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        var range = (uint)exclusiveMaximum;
        var product = (NextUInt64() >> 32) * range;
        var tooMany = (uint)-exclusiveMaximum % range;
        while ((uint)product < tooMany)
        {
            product = (NextUInt64() >> 32) * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number from 0 up to but not including 1, of 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * DoubleStep;

    /// <summary>A number from 0 up to but not including 1, of 24 random bits.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * SingleStep;

    /// <summary>A seed for another library's generator: 63 random bits, never negative.</summary>
    public long NextSeed() => (long)(NextUInt64() >> 1);

    /// <summary>Puts the items in random order (Fisher and Yates, from the end).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    internal static SeededRandom FromWords(ReadOnlySpan<byte> bytes)
    {
        Span<ulong> words = stackalloc ulong[WordCount];
        for (var word = 0; word < WordCount; word++)
        {
            words[word] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(word * sizeof(ulong))..]);
        }

        return new SeededRandom(words);
    }

    internal static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
