using OpenLedger.Training.Chat;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// Turns examples into tokens. Conversations go through the chat template and the assistant's tokens are learned; of plain text
/// all tokens are learned whose first byte lies behind the prompt, with the tokenizer's own tokens around it and the end token
/// behind it if it is not there; ids that were made before stay as they are. What is longer than is read at once loses its end.
/// </summary>
/// <param name="tokenizer">The model's tokenizer; null if it has none: then only ids that were made before can be read.</param>
/// <param name="chat">The model's chat template; null if it has none: then conversations are refused.</param>
/// <param name="vocabularySize">How many tokens the model knows.</param>
/// <param name="maxLength">How many tokens are read at once.</param>
public sealed class ExampleTokenizer(HubTokenizer? tokenizer, ChatEncoder? chat, int vocabularySize, int maxLength)
{
    private const int AtOnce = 512;

    private readonly int? _end = tokenizer is not null && tokenizer.NamedTokens.TryGetValue("eos_token", out var token) ? tokenizer.IdOf(token) : null;

    /// <summary>Turns all examples into tokens and counts what happened.</summary>
    /// <exception cref="TrainingException">An example cannot be: names file, row and what to do.</exception>
    public TokenizedDataset TokenizeAll(IEnumerable<Example> examples, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var tokenized = new List<TokenizedExample>();
        foreach (var part in examples.Chunk(AtOnce))
        {
            tokenized.AddRange(TokenizePart(part, cancellation));
        }

        return new TokenizedDataset(tokenized, tokenized.Count(example => example.WasCut), tokenized.Count(example => example.LabelCount == 0));
    }

    /// <summary>Turns one example into tokens.</summary>
    /// <exception cref="TrainingException">It cannot be: names file, row and what to do.</exception>
    public TokenizedExample Tokenize(Example example)
    {
        ArgumentNullException.ThrowIfNull(example);
        try
        {
            var (ids, learned) = example.Kind switch
            {
                ExampleKind.Messages => Conversation(example),
                ExampleKind.Text => Text(example),
                _ => (example.InputIds, LearnedOf(example)),
            };
            CheckIds(ids);
            return ids.Length <= maxLength
                ? new TokenizedExample(ids, learned, example.Id)
                : new TokenizedExample(ids[..maxLength], learned[..maxLength], example.Id) { WasCut = true };
        }
        catch (TrainingException problem)
        {
            throw new TrainingException(FormattableString.Invariant($"{example.Source.File}, row {example.Source.Row}: {problem.Message}"), problem);
        }
    }

    /// <summary>Rendering is slow and every example stands alone, so all processors help; of several problems the first in the data is reported.</summary>
    private TokenizedExample[] TokenizePart(Example[] part, CancellationToken cancellation)
    {
        var (tokenized, problems) = (new TokenizedExample[part.Length], new TrainingException?[part.Length]);
        Parallel.For(0, part.Length, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            try
            {
                tokenized[index] = Tokenize(part[index]);
            }
            catch (TrainingException problem)
            {
                problems[index] = problem;
            }
        });
        return Array.Find(problems, problem => problem is not null) is { } first ? throw new TrainingException(first.Message, first) : tokenized;
    }

    private (int[] Ids, bool[] Learned) Conversation(Example example)
    {
        if (chat is null)
        {
            throw new TrainingException("this is a conversation, but the model has no chat template. Choose a model with one, or write the rows as {\"text\"}.");
        }

        var encoded = chat.Encode(example.Variables, withLearned: true);
        return (encoded.Ids, encoded.Learned);
    }

    private (int[] Ids, bool[] Learned) Text(Example example)
    {
        if (tokenizer is null)
        {
            throw new TrainingException("the model has no tokenizer, so it takes rows with \"input_ids\" alone. Download the model's tokenizer.json into its folder.");
        }

        var spans = tokenizer.EncodeWithOffsets(example.Prompt + example.Text, addSpecialTokens: true);
        var ids = spans.Select(span => span.Id).ToList();
        var learned = spans.Select(span => span.Start >= example.Prompt.Length).ToList();
        if (_end is { } end && (ids.Count == 0 || ids[^1] != end))
        {
            ids.Add(end);
            learned.Add(true);
        }

        return ([.. ids], [.. learned]);
    }

    private static bool[] LearnedOf(Example example) =>
        example.Labels is { } labels ? [.. labels.Select(label => label != Example.NotLearned)] : [.. Enumerable.Repeat(true, example.InputIds.Length)];

    private void CheckIds(int[] ids)
    {
        var unknown = Array.FindIndex(ids, id => (uint)id >= (uint)vocabularySize);
        if (unknown >= 0)
        {
            throw new TrainingException(FormattableString.Invariant($"token {unknown} has the id {ids[unknown]}, but the model knows only {vocabularySize}. Its tokenizer belongs to another model, or the row was made for one."));
        }
    }
}
