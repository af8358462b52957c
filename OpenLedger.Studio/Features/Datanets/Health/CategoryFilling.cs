namespace OpenLedger.Studio.Features.Datanets.Health;

/// <summary>Says which categories are full, and where an entry helps most.</summary>
internal static class CategoryFilling
{
    /// <summary>Below this share of its target, or of what the others have, a category is thin.</summary>
    private const double ThinShare = 0.5;

    /// <summary>The categories, the thinnest first.</summary>
    public static IReadOnlyList<CategoryHealth> Of(IReadOnlyList<DatanetCategory> categories, DatanetCounts counts)
    {
        var usual = Usual([.. categories.Select(category => counts.AcceptedIn(category.Name)).Order()]);
        return [.. categories
            .Select(category => (category, Filled: Filled(category, counts.AcceptedIn(category.Name), usual)))
            .OrderBy(each => each.Filled)
            .Select(each => new CategoryHealth(
                each.category.Name, each.category.Description, counts.AcceptedIn(each.category.Name), counts.WaitingIn(each.category.Name), each.category.Wanted, each.Filled < ThinShare))];
    }

    /// <summary>The middle of what categories have.</summary>
    private static double Usual(IReadOnlyList<int> rising) => rising.Count == 0 ? 0 : rising[rising.Count / 2];

    private static double Filled(DatanetCategory category, int accepted, double usual) =>
        category.Wanted > 0 ? (double)accepted / category.Wanted : usual > 0 ? accepted / usual : 1;
}
