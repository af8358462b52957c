namespace OpenLedger.Studio.Controls;

/// <summary>One answer of one voice in a conversation.</summary>
public sealed record ChatSpot(ChatThread Thread, int Round, ChatVoice Voice)
{
    public string Question => Thread.Rounds[Round].Question;

    public string Text => Thread.Rounds[Round].Answers.TryGetValue(Voice.Key, out var reply) ? reply.Text : string.Empty;
}
