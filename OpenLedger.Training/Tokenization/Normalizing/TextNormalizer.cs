using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tokenization.Normalizing;

/// <summary>What a segment of text goes through: the general steps, then the marking of spaces where the vocabulary spells them as U+2581.</summary>
internal sealed class TextNormalizer(IReadOnlyList<NormalizerStep> steps, SpaceMarks? marks)
{
    public TextSlice Apply(in TextSlice text, NormalizerBuffers buffers, PatternState state)
    {
        var current = text;
        foreach (var step in steps)
        {
            if (step.LeavesAlone(current.Span))
            {
                continue;
            }

            var output = buffers.Other(current.Bytes);
            output.Clear(current.Starts is not null);
            step.Apply(current, output, state);
            current = output.Slice;
        }

        return marks is null ? current : marks.Apply(current, isFirst: false, buffers.Other(current.Bytes));
    }
}

/// <summary>Two buffers to write into in turn, so that a step never writes over what it reads.</summary>
internal sealed class NormalizerBuffers
{
    private readonly TextBuffer _first = new();
    private readonly TextBuffer _second = new();

    /// <summary>Called once a text: how long it is decides how long it may become.</summary>
    public void Begin(int givenBytes) => _first.Limit = _second.Limit = TextBuffer.LimitFor(givenBytes);

    /// <summary>The buffer whose bytes these are not.</summary>
    public TextBuffer Other(byte[] bytes) => ReferenceEquals(_first.Slice.Bytes, bytes) ? _second : _first;
}
