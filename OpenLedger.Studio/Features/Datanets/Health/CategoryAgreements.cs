namespace OpenLedger.Studio.Features.Datanets.Health;

/// <summary>Says in which categories reviewers see the same entry differently.</summary>
internal static class CategoryAgreements
{
    /// <summary>The categories of a Datanet, those first whose guidelines leave something open; with one alone it would be said twice.</summary>
    public static IReadOnlyList<CategoryAgreement> Of(IReadOnlyList<DatanetCategory> categories, IReadOnlyDictionary<string, ReviewerAgreement> known) =>
        categories.Count < 2 ? [] : [.. categories
            .Select(category => new CategoryAgreement(category.Name, known.GetValueOrDefault(category.Name, ReviewerAgreement.None)))
            .OrderByDescending(category => HealthWords.IsUnclear(category.Agreement)).ThenByDescending(category => category.Agreement.IsEnough).ThenByDescending(category => category.Agreement.Texts)];
}
