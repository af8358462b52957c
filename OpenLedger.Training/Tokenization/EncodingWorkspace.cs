using OpenLedger.Training.Tokenization.AddedTokens;
using OpenLedger.Training.Tokenization.Merging;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Patterns;
using OpenLedger.Training.Tokenization.Splitting;

namespace OpenLedger.Training.Tokenization;

/// <summary>Everything that one thread writes to while it encodes: buffers, lists and the cache of pieces. Used again and again.</summary>
internal sealed class EncodingWorkspace
{
    private const int LargestKept = 1 << 20;

    public TextBuffer Given { get; private set; } = new();

    public NormalizerBuffers Buffers { get; private set; } = new();

    public PatternState Patterns { get; } = new();

    public List<Segment> Segments { get; } = [];

    public List<Segment> InnerSegments { get; } = [];

    public PieceLists Pieces { get; private set; } = new();

    public MergeScratch Merging { get; private set; } = new();

    public PieceCache Cache { get; } = new();

    public TokenBuffer Output { get; private set; } = new();

    /// <summary>Lets go of what a very long text has made large.</summary>
    public void Trim()
    {
        if (Given.Length > LargestKept)
        {
            Given = new TextBuffer();
            Buffers = new NormalizerBuffers();
            Pieces = new PieceLists();
            Merging = new MergeScratch();
            Output = new TokenBuffer();
        }
    }
}

/// <summary>Lends workspaces to threads; more threads than kept workspaces make new ones.</summary>
internal sealed class WorkspacePool
{
    private readonly EncodingWorkspace?[] _free = new EncodingWorkspace?[8];

    public EncodingWorkspace Take()
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (_free[i] is not null && Interlocked.Exchange(ref _free[i], null) is { } workspace)
            {
                return workspace;
            }
        }

        return new EncodingWorkspace();
    }

    public void GiveBack(EncodingWorkspace workspace)
    {
        workspace.Trim();
        for (var i = 0; i < _free.Length; i++)
        {
            if (_free[i] is null && Interlocked.CompareExchange(ref _free[i], workspace, null) is null)
            {
                return;
            }
        }
    }
}
