namespace OpenLedger.Benchmarks.Datanets;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014), begun anew for each entry so that entries can be made in any order and by several threads.</summary>
internal struct EntryChance(ulong seed, ulong index)
{
    private ulong _state = seed ^ ((index + 1) * 0xD1B54A32D192ED03);

    /// <summary>A whole number below a bound.</summary>
    public int Next(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)(((mixed ^ (mixed >> 31)) >> 32) * (ulong)bound >> 32);
    }

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];
}
