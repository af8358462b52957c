using System.Diagnostics;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>
/// The line in which questions wait: one is answered at a time, so that each is answered at full speed. Who came first goes first;
/// an answer that takes long lets the next one in when its slice of time is over, and stands at the end of the line again.
/// </summary>
internal sealed class ChatLine(TimeSpan slice)
{
    private const int LongestLine = 100;

    private readonly LinkedList<Turn> _line = new();
    private readonly Lock _standing = new();

    /// <summary>Waits for a turn. While it waits, <paramref name="waits"/> hears who is being answered and how many go first.</summary>
    public Turn Enter(string who, Action<string, int> waits, CancellationToken cancellation)
    {
        var turn = new Turn(this, who, waits);
        lock (_standing)
        {
            if (_line.Count >= LongestLine)
            {
                throw new LineIsFullException();
            }

            _line.AddLast(turn);
            Tell();
        }

        turn.Wait(cancellation);
        return turn;
    }

    // The first in the line is the one that is answered.
    private void Tell()
    {
        var ahead = 0;
        foreach (var turn in _line)
        {
            if (ahead == 0)
            {
                turn.Begin();
            }
            else
            {
                turn.Waits(_line.First!.Value.Who, ahead);
            }

            ahead++;
        }
    }

    private void Leave(Turn turn)
    {
        lock (_standing)
        {
            if (_line.Remove(turn))
            {
                Tell();
            }
        }
    }

    private bool StandBehind(Turn turn)
    {
        lock (_standing)
        {
            if (_line.Count < 2)
            {
                return false;
            }

            _line.Remove(turn);
            turn.End();
            _line.AddLast(turn);
            Tell();
            return true;
        }
    }

    /// <summary>A place in the line.</summary>
    internal sealed class Turn(ChatLine line, string who, Action<string, int> waits) : IDisposable
    {
        private readonly ManualResetEventSlim _mine = new();
        private long _since;

        public string Who { get; } = who;

        /// <summary>Between two tokens: lets the next one in where the slice is over and somebody waits.</summary>
        public void Share(CancellationToken cancellation)
        {
            if (Stopwatch.GetElapsedTime(_since) >= line.Slice && line.StandBehind(this))
            {
                Wait(cancellation);
            }
        }

        public void Dispose() => line.Leave(this);

        internal void Begin() => _mine.Set();

        internal void End() => _mine.Reset();

        internal void Waits(string speaker, int ahead) => waits(speaker, ahead);

        internal void Wait(CancellationToken cancellation)
        {
            try
            {
                _mine.Wait(cancellation);
                _since = Stopwatch.GetTimestamp();
            }
            catch (OperationCanceledException)
            {
                line.Leave(this);
                throw;
            }
        }
    }

    private TimeSpan Slice => slice;
}

/// <summary>So many questions wait that another one would only make it worse.</summary>
internal sealed class LineIsFullException() : Exception("Too many questions wait already. Ask again in a minute.");
