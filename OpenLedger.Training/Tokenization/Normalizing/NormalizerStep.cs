namespace OpenLedger.Training.Tokenization.Normalizing;

/// <summary>One change that a tokenizer makes to text before it looks for tokens.</summary>
internal abstract class NormalizerStep
{
    /// <summary>Whether the step certainly changes nothing in this text: the common case costs a look, not a copy.</summary>
    public virtual bool LeavesAlone(ReadOnlySpan<byte> text) => text.IsEmpty;

    /// <summary>Appends the changed text to <paramref name="output"/>, which may ask for origins.</summary>
    public abstract void Apply(in TextSlice text, TextBuffer output, Patterns.PatternState state);
}
