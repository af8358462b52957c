using System.Text;
using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tokenization.Decoding;

/// <summary>Makes one string of all tokens.</summary>
internal sealed class FuseStep : DecoderStep
{
    public override ITextSink Start(ITextSink next) => new Worker(next);

    private sealed class Worker(ITextSink next) : ITextSink
    {
        private bool _opened;

        public bool HoldsBack => next.HoldsBack;

        public void Accept(ReadOnlySpan<char> part, bool opens, bool closes)
        {
            next.Accept(part, opens: !_opened, closes: false);
            _opened = true;
        }

        public void End()
        {
            next.Accept([], opens: !_opened, closes: true);
            next.End();
        }
    }
}

/// <summary>Puts a space between tokens: what a tokenizer without a decoder does.</summary>
internal sealed class JoinStep : DecoderStep
{
    public override ITextSink Start(ITextSink next) => new Worker(next);

    private sealed class Worker(ITextSink next) : ITextSink
    {
        private bool _any;

        public bool HoldsBack => next.HoldsBack;

        public void Accept(ReadOnlySpan<char> part, bool opens, bool closes)
        {
            if (opens && _any)
            {
                next.Accept(" ", opens: true, closes: true);
            }

            _any = true;
            next.Accept(part, opens, closes);
        }

        public void End() => next.End();
    }
}

/// <summary>Spaces for marks; those of the very first token are left out where the tokenizer put one there itself.</summary>
internal sealed class MetaspaceStep(char mark, bool dropsFirst) : DecoderStep
{
    public override ITextSink Start(ITextSink next) => new Worker(next, mark, dropsFirst);

    private sealed class Worker(ITextSink next, char mark, bool dropsFirst) : ITextSink
    {
        private int _tokens;

        public bool HoldsBack => next.HoldsBack;

        public void Accept(ReadOnlySpan<char> part, bool opens, bool closes)
        {
            _tokens += opens ? 1 : 0;
            var replacement = dropsFirst && _tokens <= 1 ? string.Empty : " ";
            next.Accept(part.ToString().Replace(mark.ToString(), replacement, StringComparison.Ordinal), opens, closes);
        }

        public void End() => next.End();
    }
}

/// <summary>Puts a string in the place of every match in a token.</summary>
internal sealed class ReplaceTextStep(Pattern pattern, string content, string? literal) : DecoderStep
{
    public override ITextSink Start(ITextSink next) => new Worker(next, pattern, content, literal);

    private sealed class Worker(ITextSink next, Pattern pattern, string content, string? literal) : ITextSink
    {
        private readonly StringBuilder _held = new();
        private readonly PatternState _state = new();
        private bool _opens;

        public bool HoldsBack => _held.Length > 0 || next.HoldsBack;

        // A single character cannot lie across two parts, so nothing has to be held back for it.
        private bool IsImmediate => literal is { Length: 1 };

        public void Accept(ReadOnlySpan<char> part, bool opens, bool closes)
        {
            // Between any two characters a match can be replaced.
            if ((long)(part.Length + _held.Length + 1) * (content.Length + 1) > TextCollector.MostCharacters)
            {
                throw TextCollector.TooLong();
            }

            if (IsImmediate)
            {
                next.Accept(part.ToString().Replace(literal!, content, StringComparison.Ordinal), opens, closes);
                return;
            }

            _opens |= opens;
            _held.Append(part);
            if (closes)
            {
                next.Accept(Replace(_held.ToString()), _opens, closes: true);
                _held.Clear();
                _opens = false;
            }
        }

        public void End() => next.End();

        private string Replace(string token)
        {
            var bytes = Utf8.Bytes(token);
            _state.Begin(bytes.Length);
            var text = new StringBuilder();
            var done = 0;
            foreach (var (start, stop) in new Matches(pattern, bytes, _state))
            {
                text.Append(Utf8.Text(bytes.AsSpan(done, start - done))).Append(content);
                done = stop;
            }

            return text.Append(Utf8.Text(bytes.AsSpan(done))).ToString();
        }
    }
}
