using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates.Letters;
using OpenLedger.Datanets.Gates.Rules;

namespace OpenLedger.Datanets.Gates;

/// <summary>
/// All gates of one Datanet: its rules, and what it knows of its entries. A page asks about one entry while it is written, an import brings
/// many. Any number of threads may ask while one adds; nothing that is asked about is kept.
/// </summary>
public sealed class Preflight : IDisposable
{
    private readonly DuplicateIndex _entries;
    private readonly LetterCounts _letters;
    private volatile ContaminationIndex? _evaluations;
    private volatile GateRules _rules;

    /// <summary>The gates of a Datanet without entries.</summary>
    /// <param name="rules">What it asks of entries.</param>
    /// <param name="evaluations">The questions that models are measured with, filled; may be shared by all Datanets. Null for none.</param>
    public Preflight(GateRules rules, ContaminationIndex? evaluations = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        _evaluations = evaluations;
        _entries = new DuplicateIndex(rules.Duplicates);
        _letters = new LetterCounts(rules.Languages);
    }

    /// <summary>The rules. A new version counts from the next entry on; how near-copies are looked up stays as it was.</summary>
    public GateRules Rules
    {
        get => _rules;
        set => _rules = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The questions that models are measured with, filled. Another index counts from the next entry on; null for none.</summary>
    public ContaminationIndex? Evaluations
    {
        get => _evaluations;
        set => _evaluations = value;
    }

    /// <summary>How many entries can be found.</summary>
    public int Count => _entries.Count;

    /// <summary>True where <see cref="Renew"/> is due, because entries came one by one and are now twice as many.</summary>
    public bool IsRenewalDue => _entries.IsRenewalDue;

    /// <summary>All findings about an entry, the weightiest first. Tens of microseconds for most, milliseconds where much is alike.</summary>
    /// <param name="content">The entry as it would be stored.</param>
    /// <param name="category">Its category.</param>
    /// <param name="revisionOf">The entry whose new revision it is; it is not compared with that one.</param>
    public IReadOnlyList<Finding> Check(EntryContent content, string? category = null, EntryId? revisionOf = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        var entry = new Examined(Rules, content, category);
        if (CheckAlone(entry) is { } canonical)
        {
            AddAll(entry, CopyRule.Findings(_entries.Find(canonical, revisionOf), entry.Rules));
        }

        return Sorted(entry.Findings);
    }

    /// <summary>Lets an entry be found by others from now on; a revision takes the place of the one before.</summary>
    public void Add(EntryId id, EntryContent content)
    {
        var canonical = CanonicalEntry.Of(content);
        _entries.Add(id, canonical);
        Learn(canonical);
    }

    /// <summary>
    /// Lets many entries be found by others, unchecked: those of a store when a studio begins. What so many of them share that it is no one's
    /// own is left out of every comparison. Of exact copies the one with the least id stays.
    /// </summary>
    public void AddAll(IEnumerable<(EntryId Id, EntryContent Content)> entries, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _entries.AddAll(entries.Select(entry => (entry.Id, Learned(CanonicalEntry.Of(entry.Content)))), threads, cancellationToken);
    }

    /// <summary>
    /// Checks many entries and adds those that nothing blocks. Of exact copies among them the one with the least id stays. Give a few
    /// thousand at a time: whoever asks meanwhile waits.
    /// </summary>
    public IReadOnlyList<CheckedEntry> Import(IReadOnlyList<NewEntry> entries, int threads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var examined = new Examined[entries.Count];
        var canonical = new CanonicalEntry?[entries.Count];
        Parallel.For(0, entries.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, place =>
        {
            examined[place] = new Examined(Rules, entries[place].Content, entries[place].Category);
            var form = CheckAlone(examined[place], entries[place].Id);
            canonical[place] = examined[place].IsBlocked ? null : form;
        });

        var fit = Enumerable.Range(0, entries.Count).Where(place => canonical[place] is not null).ToArray();
        var pairs = _entries.AddAll(fit.Select(place => (entries[place].Id, canonical[place]!)), threads, cancellationToken).ToLookup(pair => pair.Id);
        foreach (var place in fit)
        {
            AddAll(examined[place], CopyRule.Findings(AnswerOf(pairs[entries[place].Id]), examined[place].Rules));
            if (!examined[place].IsBlocked)
            {
                Learn(canonical[place]!);
            }
        }

        return [.. entries.Select((entry, place) => new CheckedEntry(entry.Id, Sorted(examined[place].Findings)))];
    }

    /// <summary>Forgets an entry that was withdrawn or declined.</summary>
    public void Remove(EntryId id) => _entries.Remove(id);

    /// <summary>Looks again for what so many entries share that it is no one's own; a background's work (<see cref="DuplicateIndex.Renew"/>).</summary>
    public void Renew(int threads, CancellationToken cancellationToken) => _entries.Renew(threads, cancellationToken);

    /// <summary>What an entry has in common with another, to be highlighted side by side: for each part that has anything the part of the other that has most.</summary>
    public static IReadOnlyList<SharedPart> Shared(EntryContent content, EntryContent other)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(other);
        var shared = new List<SharedPart>();
        for (var part = 0; part < content.Parts.Count; part++)
        {
            var best = Enumerable.Range(0, other.Parts.Count)
                .Select(place => new SharedPart(part, place, SharedSpans.Between(content.Parts[part].Text, other.Parts[place].Text)))
                .MaxBy(pair => pair.Spans.Sum(span => span.One.Length));
            if (best is { Spans.Count: > 0 })
            {
                shared.Add(best);
            }
        }

        return shared;
    }

    /// <inheritdoc/>
    public void Dispose() => _entries.Dispose();

    /// <summary>Runs the rules that look at the entry alone. Gives its canonical form; none where it is too broken or too large to be compared.</summary>
    private CanonicalEntry? CheckAlone(Examined entry, EntryId? id = null)
    {
        SchemaRule.Check(entry);
        ControlRule.Check(entry);
        if (entry.Findings.Any(finding => finding.Rule is GateRule.Size or GateRule.Control))
        {
            return null;
        }

        var canonical = CanonicalEntry.Of(entry.Content);
        if (id is { } brought && _entries.HasCopy(canonical.Hash, brought) is { } copy)
        {
            // Most of a file that is brought again: no need to look closer.
            AddAll(entry, CopyRule.Findings(new DuplicateAnswer([copy], 0, false), entry.Rules));
            return null;
        }

        HiddenRule.Check(entry);
        TemplateRule.Check(entry);
        WordsRule.Check(entry, canonical);
        SensitiveRule.Check(entry);
        RepetitionRule.Check(entry, canonical);
        NoiseRule.Check(entry);
        MashRule.Check(entry, canonical, _letters.Model);
        LanguageRule.Check(entry);
        if (_evaluations is { } evaluations)
        {
            LeakRule.Add(entry, evaluations.Find(canonical));
        }

        return canonical;
    }

    private CanonicalEntry Learned(CanonicalEntry canonical)
    {
        Learn(canonical);
        return canonical;
    }

    private void Learn(CanonicalEntry canonical)
    {
        foreach (var text in canonical.Texts)
        {
            _letters.Learn(text.Words);
        }
    }

    private static DuplicateAnswer AnswerOf(IEnumerable<DuplicatePair> pairs)
    {
        var matches = pairs.Select(pair => new DuplicateMatch(pair.Other, pair.Kind, pair.Jaccard, pair.Containment)).ToArray();
        return matches.Length == 0 ? DuplicateAnswer.Nothing : new DuplicateAnswer(matches, matches.Count(match => match.Kind == MatchKind.AlternativeResponse), false);
    }

    private static void AddAll(Examined entry, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            entry.Add(finding);
        }
    }

    private static IReadOnlyList<Finding> Sorted(IReadOnlyList<Finding> findings) => findings.Count < 2 ? findings : [.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Rule, StringComparer.Ordinal)];
}
