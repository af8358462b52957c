using OpenLedger.Training.Chat.Jinja.Values;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Chat;

/// <summary>
/// The tokens that end what the assistant says. Nothing declares them, so a made-up conversation is written: what follows the answer at its
/// end is one, what follows an answer in its middle is one too unless it is what opens turns.
/// </summary>
internal sealed class EndOfTurn
{
    private const string Question = "Question";
    private static readonly (string[] Roles, bool AsParts)[] Conversations =
    [
        (["user", "assistant"], false), (["system", "user", "assistant"], false), (["user", "assistant"], true),
    ];

    private EndOfTurn(int[] ids) => Ids = ids;

    public int[] Ids { get; }

    public static EndOfTurn Probe(HubTokenizer tokenizer, ChatTemplate template, TimeProvider clock)
    {
        foreach (var (roles, asParts) in Conversations)
        {
            if (After(tokenizer, template, clock, roles, asParts) is { Token: { } last })
            {
                var middle = After(tokenizer, template, clock, [.. roles, "user", "assistant"], asParts);
                return new EndOfTurn(middle is { Token: { } other } && other != last && !middle.Value.Opening.Contains(other) ? [last, other] : [last]);
            }
        }

        return new EndOfTurn([]);
    }

    /// <summary>The first added token after the first answer, and the tokens before the first question; null where the template refuses.</summary>
    private static (int? Token, HashSet<int> Opening)? After(HubTokenizer tokenizer, ChatTemplate template, TimeProvider clock, string[] roles, bool asParts)
    {
        var answer = Array.IndexOf(roles, "assistant");
        var messages = roles.Select((role, index) => Message(role, index == answer ? Sentinels.Answer : Question + index, asParts));
        var all = new JinjaDictionary();
        all.Set("messages", JinjaValue.List([.. messages]));
        string text;
        try
        {
            text = template.Render(ChatVariables.Of(all).With(tokenizer.NamedTokens), clock).Text;
        }
        catch (TrainingException)
        {
            return null; // This template does not take such conversations; that is an answer, not a mistake.
        }

        var at = text.IndexOf(Sentinels.Answer, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var question = text.IndexOf(Question, StringComparison.Ordinal);
        var tokens = tokenizer.EncodeWithOffsets(text, addSpecialTokens: false);
        var opening = tokens.Where(token => token.End <= question).Select(token => token.Id).ToHashSet();
        var ends = tokens.Where(token => token.End > at + Sentinels.Answer.Length && tokenizer.IsAddedToken(token.Id)).ToArray();
        return (ends.Length > 0 ? ends[0].Id : null, opening);
    }

    private static JinjaValue Message(string role, string content, bool asParts)
    {
        var message = new JinjaDictionary();
        message.Set("role", JinjaValue.Of(role));
        message.Set("content", asParts ? JinjaValue.List(JinjaValue.Of(ChatMessage.TextPart(content))) : JinjaValue.Of(content));
        return JinjaValue.Of(message);
    }
}
