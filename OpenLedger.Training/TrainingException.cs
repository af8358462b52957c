namespace OpenLedger.Training;

/// <summary>
/// The one exception of this library for what the world gets wrong: a file that is cut, a configuration that is not supported,
/// a disk that is full. The message is written for the person in front of the screen: it names file, row and field (or tensor)
/// and says what to do next.
/// </summary>
public sealed class TrainingException : Exception
{
    /// <summary>Creates the exception with a sentence that says what is wrong and what to do.</summary>
    public TrainingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence and the technical cause behind it.</summary>
    public TrainingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
