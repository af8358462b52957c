namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>The two ways to begin: a piece becomes bytes, or code points.</summary>
internal interface ISymbolizer
{
    /// <summary>Writes the first symbols of a piece; what the vocabulary does not know is dropped where there is no token for it.</summary>
    void Fill(byte[] bytes, int start, int stop, MergeScratch work);

    /// <summary>How many bytes of a piece a token stands for, or -1 where only merging can tell.</summary>
    int LengthOf(int id);

    /// <summary>The whole piece as one token of the vocabulary, or -1.</summary>
    int Whole(ReadOnlySpan<byte> piece);
}
