using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>A regular expression as a tree.</summary>
internal abstract record PatternNode
{
    /// <summary>Whether the node can match nothing.</summary>
    public abstract bool CanBeEmpty { get; }
}

/// <summary>One code point of a set.</summary>
internal sealed record SetNode(CodePointSet Set) : PatternNode
{
    public override bool CanBeEmpty => false;
}

/// <summary>One part after the other.</summary>
internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts) : PatternNode
{
    public override bool CanBeEmpty => Parts.All(part => part.CanBeEmpty);
}

/// <summary>The first alternative that lets the rest match.</summary>
internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Alternatives) : PatternNode
{
    public override bool CanBeEmpty => Alternatives.Any(alternative => alternative.CanBeEmpty);
}

internal enum Repetition
{
    Greedy,
    Lazy,
    Possessive,
}

/// <summary>A part several times; without end where <see cref="Most"/> is <see cref="Endless"/>.</summary>
internal sealed record RepeatNode(PatternNode Part, int Least, int Most, Repetition Kind) : PatternNode
{
    public const int Endless = int.MaxValue;

    public override bool CanBeEmpty => Least == 0 || Part.CanBeEmpty;
}

/// <summary>A condition on the place, without width.</summary>
internal enum PlaceCondition
{
    LineStart,
    LineEnd,
    TextStart,
    TextEnd,
    TextEndOrLastLineBreak,
    WordBoundary,
    NoWordBoundary,
}

internal sealed record PlaceNode(PlaceCondition Condition) : PatternNode
{
    public override bool CanBeEmpty => true;
}

/// <summary>What follows matches (or does not), without being taken.</summary>
internal sealed record LookAheadNode(PatternNode Part, bool Negative) : PatternNode
{
    public override bool CanBeEmpty => true;
}

/// <summary>The code point before this place is in the set (or is not).</summary>
internal sealed record LookBehindNode(CodePointSet Set, bool Negative) : PatternNode
{
    public override bool CanBeEmpty => true;
}

/// <summary>A part that is not tried again in another way once it has matched.</summary>
internal sealed record AtomicNode(PatternNode Part) : PatternNode
{
    public override bool CanBeEmpty => Part.CanBeEmpty;
}
