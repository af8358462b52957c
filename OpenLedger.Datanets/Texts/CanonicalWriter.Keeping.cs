using System.Buffers;
using System.Text;

namespace OpenLedger.Datanets.Texts;

/// <summary>Keeps what was written: the words with where they come from, and the signs between them.</summary>
internal ref partial struct CanonicalWriter
{
    private void Keep(char sign, TextSpan source)
    {
        if (_gap && _length > 0)
        {
            Append(' ', _withSources ? new TextSpan(_sources[_length - 1].End, source.Start) : default);
        }

        _gap = false;
        Append(sign, source);
    }

    private void Append(char sign, TextSpan source)
    {
        if (_length == _words.Length)
        {
            Grow();
        }

        _words[_length] = sign;
        if (_withSources)
        {
            _sources[_length] = source;
        }

        _length++;
    }

    private void Grow()
    {
        var larger = ArrayPool<char>.Shared.Rent(_words.Length * 2);
        _words.CopyTo(larger, 0);
        ArrayPool<char>.Shared.Return(_words);
        _words = larger;
        if (_withSources)
        {
            Array.Resize(ref _sources, larger.Length);
        }
    }

    private void AddSymbol(char sign)
    {
        _gap = true;
        (_symbols ??= new StringBuilder()).Append(sign);
    }

    private void AddSymbol(Rune rune)
    {
        _gap = true;
        (_symbols ??= new StringBuilder()).Append(rune);
    }
}
