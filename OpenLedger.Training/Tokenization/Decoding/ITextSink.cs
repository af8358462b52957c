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
    /// <summary>No decoder makes more than this of what it is given at once.</summary>
    public const int MostCharacters = 1 << 27;

    private readonly System.Text.StringBuilder _text = new();

    public bool HoldsBack => false;

    public static TrainingException TooLong() =>
        new($"The tokenizer's decoder makes more than {MostCharacters} characters of these tokens. Decode fewer at once, or use a model with another tokenizer.");

    public void Accept(ReadOnlySpan<char> part, bool opens, bool closes)
    {
        if (_text.Length > MostCharacters - part.Length)
        {
            throw TooLong();
        }

        _text.Append(part);
    }

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
