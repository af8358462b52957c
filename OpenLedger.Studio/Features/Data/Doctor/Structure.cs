using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>Looks at what the examples of a set say, one after the other in their order, and remembers which of them to look at again.</summary>
internal sealed class Structure(IReadOnlyCollection<string> marks)
{
    private const int MostListed = 1_000_000;
    private const int FewestOfOneAnswer = 10;
    private const int KeptOfOneAnswer = 5;
    private const int ShortestLeak = 20;

    private readonly Dictionary<FindingKind, List<long>> _found = [];
    private readonly HashSet<UInt128> _said = [];
    private readonly Dictionary<UInt128, UInt128> _answers = [];
    private readonly List<long> _ids = [];
    private UInt128? _oneAnswer;
    private bool _answersDiffer;

    /// <summary>How many examples were looked at.</summary>
    public long Seen { get; private set; }

    public void Add(long id, string content)
    {
        Seen++;
        var turns = ExampleText.Turns(content);
        if (!_said.Add(Fingerprints.Of(content)))
        {
            Note(FindingKind.Duplicates, id);
            return;
        }

        var learned = turns.Where(turn => turn.IsLearned || turn.Role == ExampleText.Better).ToList();
        if (learned.Exists(turn => string.IsNullOrWhiteSpace(turn.Text)))
        {
            Note(FindingKind.EmptyAnswers, id);
        }
        else if (learned.Exists(turn => turn.Text.Trim().Length != turn.Text.Length && turn.Role != ExampleText.Plain))
        {
            Note(FindingKind.BlankEnds, id);
        }

        if (turns.Any(turn => BrokenLetters.Repaired(turn.Text) is not null))
        {
            Note(FindingKind.BrokenLetters, id);
        }

        if (marks.Any(mark => turns.Any(turn => turn.Text.Contains(mark, StringComparison.Ordinal))))
        {
            Note(FindingKind.Marks, id);
        }

        Compare(id, turns);
    }

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        var findings = new List<Finding>();
        Tell(FindingKind.Duplicates, new Wording("Examples that say what an earlier one says: {0}. What stands twice counts double."), new Wording("Leave them out"));
        Tell(FindingKind.Contradictions, new Wording("Other answers to a question that was asked before: {0}. The model cannot learn both."), new Wording("Keep the first answer"));
        Tell(FindingKind.EmptyAnswers, new Wording("Empty answers: {0}. They would teach silence."), new Wording("Leave them out"));
        Tell(FindingKind.AnswerInQuestion, new Wording("Examples whose question already says the answer: {0}. There is little to learn in them."), new Wording("Leave them out"));
        Tell(FindingKind.BlankEnds, new Wording("Answers that begin or end with blanks: {0}. The model would learn to write them."), new Wording("Trim them"));
        Tell(FindingKind.BrokenLetters, new Wording("Examples with letters that were read in the wrong encoding, as in GrÃ¶ÃŸe: {0}."), new Wording("Repair the letters"));
        Tell(FindingKind.Marks, new Wording("Examples that spell marks of structure in their text: {0}. The model would take them for real."), new Wording("Take the marks out"));
        if (_ids.Count >= FewestOfOneAnswer && !_answersDiffer)
        {
            findings.Add(new Finding(FindingKind.OneAnswer, _ids.Count, new Wording("All {0} answers are the same. The model would learn to say nothing else.", _ids.Count), new Wording("Keep five of them"))
            {
                Examples = [.. _ids.Skip(KeptOfOneAnswer)],
            });
        }

        return findings;

        void Tell(FindingKind kind, Wording sentence, Wording fix)
        {
            if (_found.GetValueOrDefault(kind) is { Count: > 0 } ids)
            {
                findings.Add(new Finding(kind, ids.Count, sentence with { Arguments = [ids.Count] }, fix) { Examples = ids });
            }
        }
    }

    private void Compare(long id, IReadOnlyList<Turn> turns)
    {
        var (question, answer) = ExampleText.Ends(turns);
        if (question.Length == 0)
        {
            return;
        }

        var (asked, said) = (Fingerprints.Of(Before(turns)), Fingerprints.Of(answer));
        _oneAnswer ??= said;
        _answersDiffer |= said != _oneAnswer;
        if (!_answersDiffer && _ids.Count < MostListed)
        {
            _ids.Add(id);
        }

        if (!_answers.TryAdd(asked, said) && _answers[asked] != said)
        {
            Note(FindingKind.Contradictions, id);
        }

        if (answer.Length >= ShortestLeak && answer.Length * 2 >= question.Length && question.Contains(answer, StringComparison.OrdinalIgnoreCase))
        {
            Note(FindingKind.AnswerInQuestion, id);
        }
    }

    /// <summary>All that is said before the last answer.</summary>
    private static string Before(IReadOnlyList<Turn> turns)
    {
        var last = turns.Count - 1;
        while (last > 0 && !(turns[last].IsLearned || turns[last].Role is ExampleText.Better or ExampleText.Worse))
        {
            last--;
        }

        while (last > 0 && turns[last - 1].Role is ExampleText.Better)
        {
            last--;
        }

        return string.Join('\n', turns.Take(last).Select(turn => $"{turn.Role}: {turn.Text}"));
    }

    private void Note(FindingKind kind, long id)
    {
        if (!_found.TryGetValue(kind, out var ids))
        {
            _found[kind] = ids = [];
        }

        if (ids.Count < MostListed)
        {
            ids.Add(id);
        }
    }
}
