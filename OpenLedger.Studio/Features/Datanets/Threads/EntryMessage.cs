namespace OpenLedger.Studio.Features.Datanets.Threads;

/// <summary>As what somebody writes in the thread of an entry.</summary>
public enum MessagePart
{
    /// <summary>Its author.</summary>
    Author,

    /// <summary>Somebody who reviews it; who it is stays unsaid.</summary>
    Reviewer,

    /// <summary>A curator of the Datanet.</summary>
    Curator,
}

/// <summary>A message in the thread of an entry.</summary>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Part">As what.</param>
/// <param name="At">When.</param>
/// <param name="Text">What they say.</param>
public sealed record EntryMessage(string AuthorId, MessagePart Part, DateTimeOffset At, string Text)
{
    /// <summary>The longest message, in characters.</summary>
    public const int LongestText = 2000;
}
