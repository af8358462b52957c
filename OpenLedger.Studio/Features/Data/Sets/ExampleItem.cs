namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>One example of a set; its number is its place, from 1.</summary>
public sealed record ExampleItem(long Id, long Number, string Content);

/// <summary>Some of a set's examples, and how many there are of that kind.</summary>
public sealed record ExamplePage(IReadOnlyList<ExampleItem> Items, long Total);
