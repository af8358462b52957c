using System.Buffers;
using System.Text;
using OpenLedger.Training.Tokenization.Merging;

namespace OpenLedger.Training.Tokenization.Decoding;

/// <summary>
/// Characters of the byte alphabet back to bytes, bytes to text. A character that is not complete yet is held back; bytes that make no
/// character become U+FFFD.
/// </summary>
internal sealed class ByteLevelStep : DecoderStep
{
    private const int LongestIncomplete = 3;
    private const int OnStack = 256;

    public override ITextSink Start(ITextSink next) => new Worker(next);

    private sealed class Worker(ITextSink next) : ITextSink
    {
        private readonly StringBuilder _token = new();
        private readonly byte[] _incomplete = new byte[LongestIncomplete];
        private int _incompleteCount;
        private bool _opened;

        public bool HoldsBack => _incompleteCount > 0 || _token.Length > 0 || next.HoldsBack;

        public void Accept(ReadOnlySpan<char> part, bool opens, bool closes)
        {
            if (opens && closes)
            {
                Decode(part);
                return;
            }

            // Whether a token is spelled in the alphabet can be said only when it is complete.
            _token.Append(part);
            if (closes)
            {
                var token = _token.ToString();
                _token.Clear();
                Decode(token);
            }
        }

        public void End()
        {
            Give(_incomplete.AsSpan(0, _incompleteCount));
            _incompleteCount = 0;
            next.Accept([], opens: !_opened, closes: true);
            next.End();
        }

        private void Decode(ReadOnlySpan<char> token)
        {
            var most = LongestIncomplete + Encoding.UTF8.GetMaxByteCount(token.Length);
            Span<byte> bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
            _incomplete.AsSpan(0, _incompleteCount).CopyTo(bytes);
            var own = bytes[_incompleteCount..];
            var length = _incompleteCount + (ByteLevel.TryDecode(token, own) ? token.Length : Encoding.UTF8.GetBytes(token, own));
            _incompleteCount = IncompleteAtEnd(bytes[..length]);
            bytes[(length - _incompleteCount)..length].CopyTo(_incomplete);
            Give(bytes[..(length - _incompleteCount)]);
        }

        private static int IncompleteAtEnd(ReadOnlySpan<byte> bytes)
        {
            for (var count = 1; count <= Math.Min(LongestIncomplete, bytes.Length); count++)
            {
                if (!Characters.Utf8.IsContinuation(bytes[^count]))
                {
                    return Rune.DecodeFromUtf8(bytes[^count..], out _, out _) == OperationStatus.NeedMoreData ? count : 0;
                }
            }

            return 0;
        }

        private void Give(ReadOnlySpan<byte> bytes)
        {
            if (!bytes.IsEmpty)
            {
                next.Accept(Encoding.UTF8.GetString(bytes), opens: !_opened, closes: false);
                _opened = true;
            }
        }
    }
}
