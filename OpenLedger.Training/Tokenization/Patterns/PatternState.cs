namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>What one matching thread needs: the places to go back to, and how many steps the text at hand may still cost.</summary>
internal sealed class PatternState
{
    private const int FieldsPerPlace = 3;
    private const int MostPlaces = 1 << 24;
    private const long StepsPerText = 2_000_000;
    private const long StepsPerByte = 500;

    private int[] _places = new int[64 * FieldsPerPlace];
    private long _stepsLeft = StepsPerText;

    /// <summary>How many places are remembered.</summary>
    public int Depth { get; private set; }

    /// <summary>Called once a text: a pattern that explodes on a text is stopped by name, not by the user's patience.</summary>
    public void Begin(int textBytes)
    {
        _stepsLeft = StepsPerText + (StepsPerByte * textBytes);
        Depth = 0;
    }

    public bool Spend(int steps)
    {
        _stepsLeft -= steps;
        return _stepsLeft >= 0;
    }

    /// <summary>
    /// Remembers that matching can go on with instruction <paramref name="program"/> at <paramref name="position"/>, and one scalar earlier
    /// down to <paramref name="least"/> after that.
    /// </summary>
    public bool Push(int program, int position, int least)
    {
        if (Depth >= MostPlaces)
        {
            return false;
        }

        if ((Depth + 1) * FieldsPerPlace > _places.Length)
        {
            Array.Resize(ref _places, 2 * _places.Length);
        }

        var at = Depth * FieldsPerPlace;
        _places[at] = program;
        _places[at + 1] = position;
        _places[at + 2] = least;
        Depth++;
        return true;
    }

    public bool Pop(int floor, ReadOnlySpan<byte> piece, out int program, out int position)
    {
        if (Depth <= floor)
        {
            program = position = -1;
            return false;
        }

        var at = (Depth - 1) * FieldsPerPlace;
        program = _places[at];
        position = _places[at + 1];
        if (position > _places[at + 2])
        {
            _places[at + 1] = Characters.Utf8.Before(piece, position);
        }
        else
        {
            Depth--;
        }

        return true;
    }

    public void CutTo(int depth) => Depth = depth;
}
