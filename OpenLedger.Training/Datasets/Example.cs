using System.Text.Json.Nodes;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// One record of a dataset, whatever form its row had. Two examples are equal when they say the same (<see cref="Id"/>),
/// wherever they stand.
/// </summary>
public sealed record Example
{
    private Example(ExampleKind kind, ExampleSource source, string id)
    {
        Kind = kind;
        Source = source;
        Id = id;
    }

    /// <summary>Which of the properties below hold the content.</summary>
    public ExampleKind Kind { get; }

    /// <summary>Where it stands.</summary>
    public ExampleSource Source { get; }

    /// <summary>What it says, as 64 lower-case hexadecimal digits: see <see cref="ExampleId"/>.</summary>
    public string Id { get; }

    /// <summary><see cref="ExampleKind.Messages"/>: the variables of the chat template, <c>messages</c> among them; every other key of the row as it stood.</summary>
    public JsonObject Variables { get; private init; } = [];

    /// <summary><see cref="ExampleKind.Messages"/>: the conversation, each message an object with <c>role</c> and <c>content</c>.</summary>
    public JsonArray Messages => Variables[ExampleFields.Messages] as JsonArray ?? [];

    /// <summary><see cref="ExampleKind.Text"/>: what is learned.</summary>
    public string Text { get; private init; } = "";

    /// <summary><see cref="ExampleKind.Text"/>: what stands before <see cref="Text"/> and is not learned; mostly empty.</summary>
    public string Prompt { get; private init; } = "";

    /// <summary><see cref="ExampleKind.Tokenized"/>: the tokens.</summary>
    public int[] InputIds { get; private init; } = [];

    /// <summary><see cref="ExampleKind.Tokenized"/>: for each token itself, or <see cref="NotLearned"/>; null if all are learned.</summary>
    public int[]? Labels { get; private init; }

    /// <summary>The label of a token that is read but not learned, as torch and transformers have it.</summary>
    public const int NotLearned = -100;

    /// <summary>A conversation from the variables of a chat template, <c>messages</c> among them.</summary>
    public static Example OfMessages(JsonObject variables, ExampleSource source)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return new Example(ExampleKind.Messages, source, ExampleId.OfMessages(variables)) { Variables = variables };
    }

    /// <summary>Plain text that is learned, after a prompt that is not.</summary>
    public static Example OfText(string prompt, string text, ExampleSource source)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(text);
        return new Example(ExampleKind.Text, source, ExampleId.OfText(prompt, text)) { Prompt = prompt, Text = text };
    }

    /// <summary>Tokens with their labels; without labels all are learned.</summary>
    public static Example OfTokens(int[] inputIds, int[]? labels, ExampleSource source)
    {
        ArgumentNullException.ThrowIfNull(inputIds);
        return new Example(ExampleKind.Tokenized, source, ExampleId.OfTokens(inputIds, labels)) { InputIds = inputIds, Labels = labels };
    }

    /// <summary>Whether both say the same.</summary>
    public bool Equals(Example? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);
}
