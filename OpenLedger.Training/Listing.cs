namespace OpenLedger.Training;

/// <summary>Lists for messages: long enough to help, never endless.</summary>
internal static class Listing
{
    private const int Most = 12;
    private const int LongestItem = 240;

    /// <summary>The first items, parted by semicolons, and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> items)
    {
        var shown = string.Join("; ", items.Take(Most).Select(item => item.Length <= LongestItem ? item : item[..LongestItem] + "..."));
        return items.Count <= Most ? shown : $"{shown}; and {items.Count - Most} more";
    }
}
