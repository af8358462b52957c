namespace OpenLedger.Training.Tokenization.Splitting;

/// <summary>Pieces of a buffer, before and after a split step.</summary>
internal sealed class PieceLists
{
    public List<Piece> Input { get; private set; } = [];

    public List<Piece> Output { get; private set; } = [];

    /// <summary>Matches and gaps of one piece, while their rule is applied.</summary>
    public List<(Piece Piece, bool IsMatch)> Parts { get; } = [];

    /// <summary>What was output is the next step's input.</summary>
    public void Turn()
    {
        (Input, Output) = (Output, Input);
        Output.Clear();
    }
}

/// <summary>A stretch of a buffer that tokens do not reach over.</summary>
internal readonly record struct Piece(int Start, int Stop)
{
    public bool IsEmpty => Stop <= Start;
}
