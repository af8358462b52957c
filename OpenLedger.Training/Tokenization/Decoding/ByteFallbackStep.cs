using System.Globalization;
using System.Text;

namespace OpenLedger.Training.Tokenization.Decoding;

/// <summary>
/// Runs of <c>&lt;0xE2&gt;</c> tokens back to text. A run is held back until it ends: if it is not valid as a whole, each of its bytes is U+FFFD.
/// </summary>
internal sealed class ByteFallbackStep : DecoderStep
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override ITextSink Start(ITextSink next) => new Worker(next);

    private sealed class Worker(ITextSink next) : ITextSink
    {
        private readonly StringBuilder _token = new();
        private readonly List<byte> _run = [];

        public bool HoldsBack => _run.Count > 0 || _token.Length > 0 || next.HoldsBack;

        public void Accept(ReadOnlySpan<char> part, bool opens, bool closes)
        {
            _token.Append(part);
            if (!closes)
            {
                return;
            }

            var token = _token.ToString();
            _token.Clear();
            if (TryByte(token, out var value))
            {
                _run.Add(value);
                return;
            }

            Flush();
            next.Accept(token, opens: true, closes: true);
        }

        public void End()
        {
            Flush();
            next.End();
        }

        private static bool TryByte(string token, out byte value)
        {
            value = 0;
            return token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
                && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        private void Flush()
        {
            if (_run.Count == 0)
            {
                return;
            }

            try
            {
                next.Accept(Strict.GetString([.. _run]), opens: true, closes: true);
            }
            catch (DecoderFallbackException)
            {
                foreach (var _ in _run)
                {
                    next.Accept("\uFFFD", opens: true, closes: true);
                }
            }

            _run.Clear();
        }
    }
}
