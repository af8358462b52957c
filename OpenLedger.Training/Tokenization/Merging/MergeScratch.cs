namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>The symbols of one piece while they are merged: ids, and the bytes of the piece's buffer that each stands for.</summary>
internal sealed class MergeScratch
{
    public int[] Symbols = new int[256];
    public int[] Starts = new int[256];
    public int[] Ends = new int[256];
    public int[] Ranks = new int[256];
    public int[] Next = [];
    public int[] Previous = [];
    public ulong[] Heap = [];

    public int Count { get; set; }

    public void Clear(int symbolsToCome)
    {
        Count = 0;
        if (Symbols.Length < symbolsToCome)
        {
            var size = Math.Max(symbolsToCome, Math.Min(2 * Symbols.Length, 1 << 20));
            Symbols = new int[size];
            Starts = new int[size];
            Ends = new int[size];
            Ranks = new int[size];
        }
    }

    public void Add(int symbol, int start, int end)
    {
        Symbols[Count] = symbol;
        Starts[Count] = start;
        Ends[Count++] = end;
    }

    public void NeedLinks()
    {
        if (Next.Length < Count)
        {
            Next = new int[Symbols.Length];
            Previous = new int[Symbols.Length];
            Heap = new ulong[2 * Symbols.Length];
        }
    }
}
