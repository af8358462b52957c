namespace OpenLedger.Attribution;

/// <summary>What the world outside has done to a key or a record: the message says what to do next.</summary>
public sealed class AttributionException : Exception
{
    /// <summary>With a sentence that says what happened and what to do.</summary>
    public AttributionException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what lies behind it.</summary>
    public AttributionException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
