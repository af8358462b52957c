namespace OpenLedger.Training.Tokenization.Decoding;

/// <summary>
/// Takes token strings one after the other. A string may come in several parts, since some steps make one string of many:
/// <c>opens</c> says that a new one begins, <c>closes</c> that it is complete.
/// </summary>
internal interface ITextSink
{
    void Accept(ReadOnlySpan<char> part, bool opens, bool closes);

    /// <summary>Whether something was taken that has not gone on yet.</summary>
    bool HoldsBack { get; }

    /// <summary>Nothing comes any more; what was held back goes on.</summary>
    void End();
}

/// <summary>One step of a tokenizer's decoder, as the file describes it.</summary>
internal abstract class DecoderStep
{
    /// <summary>A fresh worker of this step, which hands on to <paramref name="next"/>.</summary>
    public abstract ITextSink Start(ITextSink next);
}

/// <summary>The end of the chain: the text that can be shown.</summary>
internal sealed class TextCollector : ITextSink
{
    private readonly System.Text.StringBuilder _text = new();

    public bool HoldsBack => false;

    public void Accept(ReadOnlySpan<char> part, bool opens, bool closes) => _text.Append(part);

    public void End()
    {
    }

    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }
}
