namespace OpenLedger.Studio.Controls;

/// <summary>A conversation of one person with several voices: the questions are the same for all, the answers are each voice's own.</summary>
public sealed class ChatThread
{
    public List<ChatRound> Rounds { get; init; } = [];

    /// <summary>What the models are told before the conversation.</summary>
    public string SystemPrompt { get; set; } = string.Empty;

    public ChatSampling Sampling { get; set; } = new();

    /// <summary>What a voice has heard and said up to the question of a round. Rounds that it did not answer are not part of it.</summary>
    public IReadOnlyList<ChatTurn> ConversationOf(string voice, int round)
    {
        var turns = new List<ChatTurn>();
        foreach (var earlier in Rounds.Take(round))
        {
            if (earlier.Answers.TryGetValue(voice, out var answer) && answer.Text.Length > 0)
            {
                turns.Add(new ChatTurn(true, earlier.Question));
                turns.Add(new ChatTurn(false, answer.Text));
            }
        }

        turns.Add(new ChatTurn(true, Rounds[round].Question));
        return turns;
    }
}

/// <summary>One question and what each voice answered, by the voice's key.</summary>
public sealed class ChatRound(string question)
{
    public string Question { get; } = question;

    public Dictionary<string, ChatReply> Answers { get; init; } = [];

    /// <summary>The voice begins its answer, again where it has one.</summary>
    public ChatReply Begin(string voice)
    {
        var tries = Answers.TryGetValue(voice, out var earlier) ? earlier.Tries : 0;
        return Answers[voice] = new ChatReply { Tries = tries + 1, IsOpen = true };
    }
}
