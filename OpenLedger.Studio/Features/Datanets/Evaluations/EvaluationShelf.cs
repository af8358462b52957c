using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Contamination;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Evaluations;

/// <summary>Reads the evaluation sets of a Datanet out of the store.</summary>
internal static class EvaluationShelf
{
    /// <summary>All its questions, ready to be looked for in entries; null where it names none.</summary>
    /// <param name="context">The store.</param>
    /// <param name="datanetId">The Datanet.</param>
    /// <param name="words">How many words in a row are compared.</param>
    public static ContaminationIndex? Index(StudioContext context, string datanetId, int words)
    {
        ContaminationIndex? index = null;
        foreach (var set in context.EvaluationSets.AsNoTracking().Where(set => set.DatanetId == datanetId).OrderBy(set => set.CreatedAt).ThenBy(set => set.Id).AsEnumerable())
        {
            index ??= new ContaminationIndex(words);
            foreach (var (number, texts) in EvaluationTexts.Read(set.Content).Index())
            {
                index.Add(new EvaluationItem(set.Name, (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), texts));
            }
        }

        return index;
    }

    /// <summary>The names of its sets, for the manifests of its releases; null where it names none.</summary>
    public static IReadOnlyList<string>? Names(StudioContext context, string datanetId)
    {
        var names = context.EvaluationSets.AsNoTracking().Where(set => set.DatanetId == datanetId).Select(set => set.Name).Distinct().ToList();
        names.Sort(StringComparer.Ordinal);
        return names.Count == 0 ? null : names;
    }
}
