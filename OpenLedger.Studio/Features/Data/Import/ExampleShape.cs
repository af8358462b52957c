namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What the examples of a dataset are; one dataset holds one shape.</summary>
public enum ExampleShape
{
    /// <summary>Conversations: the answers are learned.</summary>
    Chat,

    /// <summary>Texts: all is learned, save a beginning that may stand before.</summary>
    Text,

    /// <summary>Pairs of a better and a worse answer.</summary>
    Preference,
}
