using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>
/// Any regular expression, matched over code points by trying and going back. The steps that a text may cost are counted:
/// an expression that would take for ever ends with a message that names it.
/// </summary>
internal sealed class ProgramPattern : Pattern
{
    private readonly string _source;
    private readonly string _where;
    private readonly PatternInstruction[] _code;
    private readonly CodePointSet? _firsts;

    public ProgramPattern(PatternNode node, string source, string where)
    {
        _source = source;
        _where = where;
        _code = PatternProgram.Compile(node, where);
        _firsts = node.CanBeEmpty ? null : FirstsOf(node);
    }

    public override bool Find(ReadOnlySpan<byte> piece, int from, PatternState state, out int start, out int stop)
    {
        for (start = from; start <= piece.Length;)
        {
            if (_firsts is not null)
            {
                start = NextCandidate(piece, start);
                if (start == piece.Length)
                {
                    break;
                }
            }

            stop = Match(_code, piece, start, state);
            if (stop >= 0)
            {
                return true;
            }

            start += start < piece.Length ? Utf8.LengthAt(piece[start]) : 1;
        }

        start = stop = -1;
        return false;
    }

    private int NextCandidate(ReadOnlySpan<byte> piece, int at)
    {
        while (at < piece.Length && !_firsts!.Contains(Utf8.Decode(piece, at, out var length)))
        {
            at += length;
        }

        return at;
    }

    /// <summary>Matches at one place; gives the end of the match, or -1.</summary>
    private int Match(PatternInstruction[] code, ReadOnlySpan<byte> piece, int at, PatternState state)
    {
        var floor = state.Depth;
        var program = 0;
        while (true)
        {
            Spend(state, 1);
            ref readonly var instruction = ref code[program];
            switch (instruction.Operation)
            {
                case PatternOperation.Match:
                    state.CutTo(floor);
                    return at;
                case PatternOperation.Jump:
                    program = instruction.First;
                    continue;
                case PatternOperation.Split:
                    Push(state, instruction.Second, at, at);
                    program = instruction.First;
                    continue;
                case PatternOperation.Run or PatternOperation.KeptRun:
                    at = Run(instruction, piece, at, program + 1, state);
                    break;
                case PatternOperation.Atomic:
                    at = Match(instruction.Body!, piece, at, state);
                    break;
                default:
                    at = Step(instruction, piece, at, state);
                    break;
            }

            program++;
            if (at < 0 && !state.Pop(floor, piece, out program, out at))
            {
                return -1;
            }
        }
    }

    private int Run(in PatternInstruction run, ReadOnlySpan<byte> piece, int at, int next, PatternState state)
    {
        var set = run.Set!;
        var least = run.First == 0 ? at : -1;
        var count = 0;
        var begin = at;
        while (count < run.Second && at < piece.Length && set.Contains(Utf8.Decode(piece, at, out var length)))
        {
            at += length;
            if (++count == run.First)
            {
                least = at;
            }
        }

        Spend(state, (at - begin) / 4);
        if (least < 0)
        {
            return -1;
        }

        if (at > least && run.Operation == PatternOperation.Run)
        {
            Push(state, next, Utf8.Before(piece, at), least);
        }

        return at;
    }

    private int Step(in PatternInstruction instruction, ReadOnlySpan<byte> piece, int at, PatternState state)
    {
        switch (instruction.Operation)
        {
            case PatternOperation.One:
                return at < piece.Length && instruction.Set!.Contains(Utf8.Decode(piece, at, out var length)) ? at + length : -1;
            case PatternOperation.Place:
                return PatternPlaces.Holds((PlaceCondition)instruction.First, piece, at) ? at : -1;
            case PatternOperation.Ahead:
                return Match(instruction.Body!, piece, at, state) >= 0 ? at : -1;
            case PatternOperation.NotAhead:
                return Match(instruction.Body!, piece, at, state) < 0 ? at : -1;
            default:
                var behind = at > 0 && instruction.Set!.Contains(Utf8.Decode(piece, Utf8.Before(piece, at), out _));
                return behind == (instruction.Operation == PatternOperation.Behind) ? at : -1;
        }
    }

    private void Spend(PatternState state, int steps)
    {
        if (!state.Spend(steps))
        {
            throw TooHard();
        }
    }

    private void Push(PatternState state, int program, int position, int least)
    {
        if (!state.Push(program, position, least))
        {
            throw TooHard();
        }
    }

    private TrainingException TooHard() => new(
        $"{_where}: the regular expression {_source} tries too many ways on this text. Shorten the text, or use a model whose tokenizer has a simpler expression.");

    /// <summary>Every code point that a match can start with; null where that is not known.</summary>
    private static CodePointSet? FirstsOf(PatternNode node)
    {
        switch (node)
        {
            case SetNode set:
                return set.Set;
            case RepeatNode repeat:
                return FirstsOf(repeat.Part);
            case AtomicNode atomic:
                return FirstsOf(atomic.Part);
            case ChoiceNode choice:
                return choice.Alternatives.Select(FirstsOf).Aggregate((left, right) => left is null || right is null ? null : left.Union(right));
            case SequenceNode sequence:
                var union = CodePointSet.Empty;
                foreach (var part in sequence.Parts)
                {
                    if (part is PlaceNode or LookAheadNode or LookBehindNode)
                    {
                        continue;
                    }

                    if (FirstsOf(part) is not { } firsts)
                    {
                        return null;
                    }

                    union = union.Union(firsts);
                    if (!part.CanBeEmpty)
                    {
                        return union;
                    }
                }

                return union;
            default:
                return CodePointSet.Empty;
        }
    }
}
