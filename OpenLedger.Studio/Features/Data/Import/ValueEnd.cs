namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Finds the end of one JSON value, byte by byte.</summary>
/// <param name="first">The value's first byte, which is to be taken too.</param>
internal struct ValueEnd(byte first)
{
    private readonly bool _isPlain = first is not ((byte)'{' or (byte)'[' or (byte)'"');
    private int _depth;
    private bool _inText;
    private bool _escaped;

    public enum Place
    {
        /// <summary>The value goes on.</summary>
        Further,

        /// <summary>This byte is its last.</summary>
        Here,

        /// <summary>It ended before this byte.</summary>
        Behind,

        /// <summary>This byte cannot stand here.</summary>
        Never,
    }

    /// <summary>Whether a value may end where the file ends: a number, <c>true</c>, <c>null</c>.</summary>
    public readonly bool EndsWithTheFile => _isPlain;

    public Place Take(byte character)
    {
        if (_inText)
        {
            return InText(character);
        }

        switch (character)
        {
            case (byte)'"':
                _inText = true;
                return Place.Further;
            case (byte)'{' or (byte)'[':
                _depth++;
                return Place.Further;
            case (byte)'}' or (byte)']':
                return _depth == 0
                    ? _isPlain && character == ']' ? Place.Behind : Place.Never
                    : --_depth == 0 ? Place.Here : Place.Further;
            case (byte)',' when _depth == 0:
                return Place.Behind;
            default:
                return Place.Further;
        }
    }

    private Place InText(byte character)
    {
        if (_escaped)
        {
            _escaped = false;
        }
        else if (character == '\\')
        {
            _escaped = true;
        }
        else if (character == '"')
        {
            _inText = false;
            return _depth == 0 && !_isPlain ? Place.Here : Place.Further;
        }

        return Place.Further;
    }
}
