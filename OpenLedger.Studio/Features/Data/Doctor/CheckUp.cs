using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>
/// One look at all examples of a set, in the background: what they say, and how long they are for a model. First some that are spread over
/// the set are measured, so that there is something to see at once.
/// </summary>
internal sealed class CheckUp(string key) : IDisposable
{
    private const int FirstLook = 400;
    private const int AtOnce = 400;
    private const int MostMeasured = 200_000;

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<long, TokenFacts> _facts = [];
    private readonly List<long> _unreadable = [];
    private volatile CheckUpView _view = new(0, null, [], false, null);
    private Sentence? _refusal;

    /// <summary>The set as it was and the model: another of either is another check-up.</summary>
    public string Key => key;

    /// <summary>What is known now.</summary>
    public CheckUpView View => _view;

    /// <summary>The model's own marks, to be taken out of texts.</summary>
    public IReadOnlyCollection<string> Marks { get; private set; } = [];

    /// <summary>Looks at everything. It takes as long as it takes; the views tell how far it is.</summary>
    public void Run(Func<ExampleFeed> list, Func<ModelReader?> open)
    {
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            var (feed, reader) = (list(), open());
            Marks = reader?.Marks ?? [];
            var structure = new Structure(Marks);
            if (reader is not null)
            {
                foreach (var part in Spread(feed.Ids, FirstLook).Chunk(AtOnce))
                {
                    Measure(reader, feed.Fetch(part));
                }

                Publish(feed, structure, reader, 0);
            }

            var measured = reader is null ? [] : Spread(feed.Ids, MostMeasured).ToHashSet();
            foreach (var part in feed.Ids.Chunk(AtOnce))
            {
                _stop.Token.ThrowIfCancellationRequested();
                var examples = feed.Fetch(part);
                foreach (var (id, content) in examples)
                {
                    structure.Add(id, content);
                }

                if (reader is not null)
                {
                    Measure(reader, [.. examples.Where(example => measured.Contains(example.Id) && !_facts.ContainsKey(example.Id))]);
                }

                Publish(feed, structure, reader, (double)structure.Seen / feed.Ids.Count);
            }

            _view = _view with { Done = 1, IsOver = true };
        }
        catch (OperationCanceledException)
        {
            _view = _view with { IsOver = true };
        }
        catch (TrainingException problem)
        {
            _view = _view with { IsOver = true, Problem = new Wording("{0}", LibraryTexts.Of(problem)) };
        }
        catch (Exception problem)
        {
            // Nobody waits for this thread; what went wrong is shown where its result would be.
            _view = _view with { IsOver = true, Problem = new Wording("The check-up broke off ({0}). Open the page again.", LibraryTexts.Of(problem)) };
        }
    }

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    private static IEnumerable<long> Spread(IReadOnlyList<long> ids, int most) =>
        ids.Count <= most ? ids : Enumerable.Range(0, most).Select(index => ids[(int)((long)index * ids.Count / most)]);

    private void Measure(ModelReader reader, IReadOnlyList<(long Id, string Content)> examples)
    {
        foreach (var (id, content) in examples)
        {
            _stop.Token.ThrowIfCancellationRequested();
            try
            {
                _facts[id] = reader.Count(content);
            }
            catch (TrainingException problem)
            {
                _facts[id] = default;
                _refusal ??= LibraryTexts.Of(problem);
                _unreadable.Add(id);
            }
        }
    }

    private void Publish(ExampleFeed feed, Structure structure, ModelReader? reader, double done)
    {
        // Building the picture costs as much as measuring some hundred examples; now and then is enough.
        var isLast = done >= 1;
        if (!isLast && done > 0 && done - _view.Done < 0.02)
        {
            return;
        }

        var findings = new List<Finding>();
        if (_unreadable.Count > 0)
        {
            findings.Add(new Finding(FindingKind.Unreadable, _unreadable.Count, new Wording("Examples that cannot be written as this model wants conversations: {0}. ({1})", _unreadable.Count, _refusal!), new Wording("Leave them out")) { Examples = [.. _unreadable] });
        }

        findings.AddRange(structure.Findings());
        _view = new CheckUpView(done, reader is null ? null : new Lengths(_facts.Values, feed.Ids.Count), findings, false, null)
        {
            Context = reader?.Context ?? 0,
            Facts = isLast ? _facts : null,
        };
    }
}
