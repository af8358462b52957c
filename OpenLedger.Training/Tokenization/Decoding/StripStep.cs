using System.Text;

namespace OpenLedger.Training.Tokenization.Decoding;

/// <summary>Takes up to so many of one character away from the beginning and the end of each token.</summary>
internal sealed class StripStep(char content, int atStart, int atEnd) : DecoderStep
{
    public override ITextSink Start(ITextSink next) => new Worker(next, content, atStart, atEnd);

    private sealed class Worker(ITextSink next, char content, int atStart, int atEnd) : ITextSink
    {
        private readonly StringBuilder _held = new();
        private int _left;

        public bool HoldsBack => _held.Length > 0 || next.HoldsBack;

        public void Accept(ReadOnlySpan<char> part, bool opens, bool closes)
        {
            _left = opens ? atStart : _left;
            while (_left > 0 && !part.IsEmpty)
            {
                if (part[0] != content)
                {
                    _left = 0;
                    break;
                }

                _left--;
                part = part[1..];
            }

            if (atEnd == 0)
            {
                next.Accept(part, opens, closes);
                return;
            }

            // The last characters may turn out to be the end.
            _held.Append(part);
            for (var cut = 0; closes && cut < atEnd && _held.Length > 0 && _held[^1] == content; cut++)
            {
                _held.Length--;
            }

            var ready = closes ? _held.Length : Math.Max(0, _held.Length - atEnd);
            next.Accept(_held.ToString(0, ready), opens, closes);
            _held.Remove(0, ready);
        }

        public void End() => next.End();
    }
}
