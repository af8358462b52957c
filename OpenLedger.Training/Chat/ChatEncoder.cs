using System.Text.Json.Nodes;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Chat;

/// <summary>
/// Turns conversations into tokens: the model's template writes the text, the model's tokenizer reads it without adding tokens of its own.
/// It also tells which tokens the model is to learn. It can be used by many threads at once.
/// </summary>
public sealed class ChatEncoder
{
    private readonly HubTokenizer _tokenizer;
    private readonly ChatTemplate _template;
    private readonly TimeProvider _clock;
    private readonly Lazy<EndOfTurn> _endOfTurn;

    /// <summary>Joins a model's tokenizer with a template.</summary>
    /// <param name="tokenizer">The tokenizer; its named tokens (<c>bos_token</c>, ...) are variables of the template.</param>
    /// <param name="template">The template.</param>
    /// <param name="clock">The time for templates that write the date.</param>
    public ChatEncoder(HubTokenizer tokenizer, ChatTemplate template, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(clock);
        (_tokenizer, _template, _clock) = (tokenizer, template, clock);
        _endOfTurn = new Lazy<EndOfTurn>(() => EndOfTurn.Probe(tokenizer, template, clock));
    }

    /// <summary>The template.</summary>
    public ChatTemplate Template => _template;

    /// <summary>The tokens with which the template ends what the model says: where generation stops. Empty where it uses none.</summary>
    public IReadOnlyList<int> EndOfTurnIds => _endOfTurn.Value.Ids;

    /// <summary>Encodes a conversation.</summary>
    /// <param name="variables">
    /// The variables of the template: <c>messages</c>, and what else it reads. The tokenizer's named tokens are added where they are not given.
    /// </param>
    /// <param name="withLearned">
    /// Whether to find out which tokens are learned: what generation blocks of the template mark, else each answer of the assistant from its
    /// content up to and with the token that ends the turn. An answer with <c>"weight": 0</c> is not learned, nor one that opens the conversation.
    /// </param>
    /// <exception cref="TrainingException">The template cannot write the conversation, or does not show what is learned.</exception>
    public EncodedChat Encode(JsonObject variables, bool withLearned)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var clock = new FrozenClock(_clock);
        var conversation = ChatVariables.Of(variables, _template.Name).With(_tokenizer.NamedTokens);
        var rendered = _template.Render(conversation, clock);
        if (!withLearned)
        {
            var ids = _tokenizer.Encode(rendered.Text, addSpecialTokens: false);
            return new EncodedChat(rendered.Text, ids, new bool[ids.Length], []);
        }

        var tokens = _tokenizer.EncodeWithOffsets(rendered.Text, addSpecialTokens: false);
        var spans = rendered.HasGenerationBlocks
            ? GeneratedSpans.Of(rendered, conversation.Messages, _template.Name)
            : new AnswerSpans(_template, clock, _endOfTurn.Value).Find(conversation, rendered.Text, tokens);
        return new EncodedChat(rendered.Text, Array.ConvertAll(tokens, token => token.Id), Learned(tokens, spans), spans);
    }

    private static bool[] Learned(TokenSpan[] tokens, IReadOnlyList<TextSpan> spans)
    {
        var learned = new bool[tokens.Length];
        var ordered = spans.OrderBy(span => span.Start).ThenByDescending(span => span.End).ToArray();
        var current = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            while (current < ordered.Length && ordered[current].End <= tokens[i].Start)
            {
                current++;
            }

            learned[i] = current < ordered.Length && ordered[current].Start <= tokens[i].Start;
        }

        return learned;
    }
}
