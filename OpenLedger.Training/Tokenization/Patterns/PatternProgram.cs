using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

internal enum PatternOperation
{
    /// <summary>Takes one code point of the set.</summary>
    One,

    /// <summary>Takes as many code points of the set as there are, between two bounds; may give back down to the lower one.</summary>
    Run,

    /// <summary>Like <see cref="Run"/>, never gives back.</summary>
    KeptRun,

    /// <summary>Tries one way first, another if that fails.</summary>
    Split,
    Jump,
    Place,
    Ahead,
    NotAhead,
    Behind,
    NotBehind,
    Atomic,
    Match,
}

internal readonly record struct PatternInstruction(
    PatternOperation Operation, CodePointSet? Set = null, int First = 0, int Second = 0, PatternInstruction[]? Body = null);

/// <summary>Turns the tree of a regular expression into instructions.</summary>
internal static class PatternProgram
{
    private const int MostInstructions = 20_000;

    public static PatternInstruction[] Compile(PatternNode node, string where)
    {
        var code = new List<PatternInstruction>();
        Emit(node, code, where);
        code.Add(new PatternInstruction(PatternOperation.Match));
        return [.. code];
    }

    private static void Emit(PatternNode node, List<PatternInstruction> code, string where)
    {
        if (code.Count > MostInstructions)
        {
            throw new TrainingException($"{where}: the regular expression needs more than {MostInstructions} steps of program; it is not supported.");
        }

        switch (node)
        {
            case SetNode set:
                code.Add(new PatternInstruction(PatternOperation.One, set.Set));
                break;
            case SequenceNode sequence:
                foreach (var part in sequence.Parts)
                {
                    Emit(part, code, where);
                }

                break;
            case ChoiceNode choice:
                EmitChoice(choice, code, where);
                break;
            case RepeatNode repeat:
                EmitRepeat(repeat, code, where);
                break;
            case PlaceNode place:
                code.Add(new PatternInstruction(PatternOperation.Place, First: (int)place.Condition));
                break;
            case LookAheadNode look:
                code.Add(new PatternInstruction(look.Negative ? PatternOperation.NotAhead : PatternOperation.Ahead, Body: Compile(look.Part, where)));
                break;
            case LookBehindNode look:
                code.Add(new PatternInstruction(look.Negative ? PatternOperation.NotBehind : PatternOperation.Behind, look.Set));
                break;
            case AtomicNode atomic:
                code.Add(new PatternInstruction(PatternOperation.Atomic, Body: Compile(atomic.Part, where)));
                break;
            default:
                throw new InvalidOperationException($"A pattern node of the kind {node.GetType().Name} has no instruction.");
        }
    }

    private static void EmitChoice(ChoiceNode choice, List<PatternInstruction> code, string where)
    {
        var jumps = new List<int>();
        for (var i = 0; i < choice.Alternatives.Count; i++)
        {
            if (i == choice.Alternatives.Count - 1)
            {
                Emit(choice.Alternatives[i], code, where);
                break;
            }

            var split = code.Count;
            code.Add(default);
            Emit(choice.Alternatives[i], code, where);
            jumps.Add(code.Count);
            code.Add(default);
            code[split] = new PatternInstruction(PatternOperation.Split, First: split + 1, Second: code.Count);
        }

        foreach (var jump in jumps)
        {
            code[jump] = new PatternInstruction(PatternOperation.Jump, First: code.Count);
        }
    }

    private static void EmitRepeat(RepeatNode repeat, List<PatternInstruction> code, string where)
    {
        if (repeat.Kind != Repetition.Lazy && SetOf(repeat.Part) is { } set)
        {
            var operation = repeat.Kind == Repetition.Greedy ? PatternOperation.Run : PatternOperation.KeptRun;
            code.Add(new PatternInstruction(operation, set, repeat.Least, repeat.Most));
            return;
        }

        if (repeat.Kind == Repetition.Possessive)
        {
            Emit(new AtomicNode(repeat with { Kind = Repetition.Greedy }), code, where);
            return;
        }

        for (var i = 0; i < repeat.Least; i++)
        {
            Emit(repeat.Part, code, where);
        }

        if (repeat.Most == RepeatNode.Endless)
        {
            EmitLoop(repeat, code, where);
            return;
        }

        var splits = new List<int>();
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            splits.Add(code.Count);
            code.Add(default);
            Emit(repeat.Part, code, where);
        }

        foreach (var split in splits)
        {
            code[split] = Split(repeat.Kind, split + 1, code.Count);
        }
    }

    private static void EmitLoop(RepeatNode repeat, List<PatternInstruction> code, string where)
    {
        var split = code.Count;
        code.Add(default);
        Emit(repeat.Part, code, where);
        code.Add(new PatternInstruction(PatternOperation.Jump, First: split));
        code[split] = Split(repeat.Kind, split + 1, code.Count);
    }

    private static PatternInstruction Split(Repetition kind, int into, int past) => kind == Repetition.Lazy
        ? new PatternInstruction(PatternOperation.Split, First: past, Second: into)
        : new PatternInstruction(PatternOperation.Split, First: into, Second: past);

    private static CodePointSet? SetOf(PatternNode node) => node switch
    {
        SetNode set => set.Set,
        SequenceNode { Parts: [var only] } => SetOf(only),
        ChoiceNode choice => choice.Alternatives.Select(SetOf).Aggregate((left, right) => left is null || right is null ? null : left.Union(right)),
        _ => null,
    };
}
