namespace OpenLedger.Studio.Tests.Datanets;

/// <summary>Whether a sentence says what to do: some part of it begins with what one does.</summary>
internal static class Advice
{
    private static readonly HashSet<string> Verbs = new(
        ("accept add answer appeal ask begin bring calculate cancel change check choose close compare copy correct cut decide do export fill follow free get give go join keep leave let load look make name offer "
        + "open paste put read remove rename repair replace restore revise run save say select shorten show split start suggest take tell tick translate try unpack use vary wait write withdraw").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly char[] Ends = ['.', ';', ':', ',', '?', '!', '('];

    public static bool IsIn(string text) => text.Split(Ends, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(Begins);

    private static bool Begins(string part) =>
        part.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word is "and" or "or" or "then" or "first").FirstOrDefault() is { } first && Verbs.Contains(first);
}
