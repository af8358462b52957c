namespace OpenLedger.Training.Datasets;

/// <summary>What an <see cref="Example"/> is made of.</summary>
public enum ExampleKind
{
    /// <summary>A conversation: the chat template makes the text, the assistant's words are learned.</summary>
    Messages,

    /// <summary>Plain text, all of it learned save a prompt that may stand before it.</summary>
    Text,

    /// <summary>Ids that a tokenizer made before, with or without labels.</summary>
    Tokenized,
}
