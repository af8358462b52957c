namespace OpenLedger.Training.Json;

/// <summary>Says why bytes are not the JSON that <see cref="StrictJson"/> reads, and where. The reader of each file words it for a person.</summary>
public sealed class StrictJsonException(string reason, int line, int column) : Exception(reason)
{
    /// <summary>The line, from 1.</summary>
    public int Line => line;

    /// <summary>The place in the line, in characters from 1.</summary>
    public int Column => column;
}
