using System.Text;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// Cuts a stream into rows without reading it whole: the lines of JSON Lines, or the elements of one JSON list. It knows just
/// enough of JSON to find where an element ends; whether a row is JSON at all is for others to say.
/// </summary>
internal sealed class RowScanner(Stream stream, string file)
{
    /// <summary>The most bytes one row may have.</summary>
    public const int MaxRowBytes = 16 * 1024 * 1024;

    private const int FirstBufferBytes = 64 * 1024;

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _end;
    private bool _streamEnded;
    private bool _opened;
    private bool _isList;
    private bool _listEnded;

    /// <summary>The row that was read last, from 1.</summary>
    public long Row { get; private set; }

    /// <summary>Reads the next row that is not blank; its bytes are good until the next call.</summary>
    /// <exception cref="DatasetProblemException">The file cannot be read on.</exception>
    public bool TryNext(out ReadOnlyMemory<byte> row, CancellationToken cancellation)
    {
        if (!_opened)
        {
            _opened = true;
            Open();
        }

        return _isList ? TryElement(out row, cancellation) : TryLine(out row, cancellation);
    }

    private void Open()
    {
        Fill();
        var first = _buffer.AsSpan(0, _end);
        if (FileSignature.Problem(first) is { } problem)
        {
            throw new DatasetProblemException(new DatasetProblem(file, null, null, problem));
        }

        _start = first.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var blanks = Blanks();
        while (_start + blanks == _end && Fill())
        {
            blanks = Blanks();
        }

        _isList = _start + blanks < _end && _buffer[_start + blanks] == '[';
        _start += _isList ? blanks + 1 : 0;
    }

    /// <summary>How much white space comes next.</summary>
    private int Blanks()
    {
        var ahead = _buffer.AsSpan(_start, _end - _start);
        var found = ahead.IndexOfAnyExcept(" \t\r\n"u8);
        return found < 0 ? ahead.Length : found;
    }

    private bool TryLine(out ReadOnlyMemory<byte> row, CancellationToken cancellation)
    {
        row = default;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (_start == _end && !Fill())
            {
                return false;
            }

            Row++;
            var length = LineLength();
            row = _buffer.AsMemory(_start, length);
            _start = Math.Min(_end, _start + length + 1);
        }
        while (IsBlank(row.Span));

        return true;
    }

    private int LineLength()
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                return RefuseZeroBytes(searched + found);
            }

            searched = RefuseZeroBytes(_end - _start);
            if (!Fill())
            {
                return searched;
            }
        }
    }

    private bool TryElement(out ReadOnlyMemory<byte> row, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        row = default;
        if (_listEnded)
        {
            return false;
        }

        var next = PeekBeyondWhiteSpace();
        if (next == ']' && Row == 0)
        {
            _start++;
            EndList();
            return false;
        }

        Row++;
        var length = ElementLength();
        row = _buffer.AsMemory(_start, length);
        var separator = _buffer[_start + length];
        _start += length + 1;
        if (separator == ']')
        {
            EndList();
        }

        return true;
    }

    /// <summary>The bytes up to the comma or bracket that ends this element of the list.</summary>
    private int ElementLength()
    {
        var (depth, inText, escaped) = (0, false, false);
        for (var length = 0; ; length++)
        {
            if (_start + length == _end && !Fill())
            {
                throw Problem(Row, "the file ends inside this row: its list [ ... ] is never closed. It was probably cut; get it again.");
            }

            var character = _buffer[_start + length];
            switch (character)
            {
                case 0:
                    RefuseZeroBytes(length + 1);
                    break;
                case (byte)'"' when !escaped:
                    inText = !inText;
                    break;
                case (byte)'{' or (byte)'[' when !inText:
                    depth++;
                    break;
                case (byte)']' or (byte)',' when !inText && depth == 0:
                    return length;
                case (byte)'}' or (byte)']' when !inText && --depth < 0:
                    throw Problem(Row, "a bracket is closed that was never opened. Put each row as {...} with a comma between two rows.");
            }

            escaped = inText && !escaped && character == '\\';
        }
    }

    private void EndList()
    {
        _listEnded = true;
        if (PeekBeyondWhiteSpace() >= 0)
        {
            throw Problem(null, "something stands after the end of the list. Put all rows into one list [ ... ], or write one row a line without any list.");
        }
    }

    private int PeekBeyondWhiteSpace()
    {
        do
        {
            _start += Blanks();
            if (_start < _end)
            {
                return _buffer[_start];
            }
        }
        while (Fill());

        return -1;
    }

    private int RefuseZeroBytes(int length) =>
        _buffer.AsSpan(_start, length).Contains((byte)0)
            ? throw Problem(Row, "there are zero bytes, so this is no UTF-8 text: a binary file, UTF-16, or a damaged file. Save it as JSON Lines in UTF-8.")
            : length;

    private bool Fill()
    {
        if (_streamEnded)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length < MaxRowBytes ? _buffer.Length * 2 : throw TooLong());
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _streamEnded = read == 0;
        return read > 0;
    }

    private DatasetProblemException TooLong() =>
        Problem(Math.Max(Row, 1), "the row is longer than 16 MB. Write one example a line, and cut what is too long to be read at once.");

    private DatasetProblemException Problem(long? row, string message) => new(new DatasetProblem(file, row, null, message));

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;
}
