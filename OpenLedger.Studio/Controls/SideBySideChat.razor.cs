using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace OpenLedger.Studio.Controls;

/// <summary>One question, every voice at once: answers stream in side by side, each voice with its own conversation.</summary>
public sealed partial class SideBySideChat : IDisposable
{
    private static readonly TimeSpan RenderEvery = TimeSpan.FromMilliseconds(100);

    private ChatThread? _own;
    private ChatComposer? _composer;
    private CancellationTokenSource? _asking;
    private ChatStage? _stage;

    // What the answer that is being said belongs to: it must not go on under other names.
    private (ChatThread Thread, IReadOnlyList<ChatVoice> Voices)? _asked;
    private ChatRound? _edited;
    private string? _edit;

    [Parameter, EditorRequired]
    public required IReadOnlyList<ChatVoice> Voices { get; set; }

    [Parameter, EditorRequired]
    public required ChatAnswer Answer { get; set; }

    [Parameter]
    public IReadOnlyList<string> Suggestions { get; set; } = [];

    /// <summary>A conversation that somebody keeps; without it the chat has one of its own, which ends with the page.</summary>
    [Parameter]
    public ChatThread? Kept { get; set; }

    /// <summary>The conversation has changed: a question was asked, or its answers are complete.</summary>
    [Parameter]
    public EventCallback<ChatThread> Changed { get; set; }

    /// <summary>The person wants an empty page. Without a listener the conversation is emptied.</summary>
    [Parameter]
    public EventCallback Cleared { get; set; }

    /// <summary>What stands under the name of a voice.</summary>
    [Parameter]
    public RenderFragment<ChatVoice>? VoiceHead { get; set; }

    /// <summary>More to do with an answer, as buttons of the class "act".</summary>
    [Parameter]
    public RenderFragment<ChatSpot>? AnswerActs { get; set; }

    /// <summary>Why nothing can be asked; null where something can.</summary>
    [Parameter]
    public string? Closed { get; set; }

    [Parameter]
    public bool ShowsSystem { get; set; }

    [Parameter]
    public bool TakesSystem { get; set; } = true;

    [Parameter]
    public string? SystemNote { get; set; }

    private ChatThread Thread => Kept ?? (_own ??= new ChatThread());

    private bool IsAnswering => _asking is not null;

    private string AgainTitle => Thread.Sampling.IsGreedy
        ? T["While Surprise is 0 it says the same again; turn it up under \"How it answers\"."]
        : T["The dice roll once more."];

    public void Dispose() => Stop();

    protected override void OnParametersSet()
    {
        if (_asked is { } asked && (asked.Thread != Thread || !asked.Voices.SequenceEqual(Voices)))
        {
            Stop();
        }

        _edited = _edited is not null && Thread.Rounds.Contains(_edited) ? _edited : null;
    }

    private string? SpeedOf(ChatVoice voice) =>
        Thread.Rounds.Count > 0 && Thread.Rounds[^1].Answers.TryGetValue(voice.Key, out var reply) && reply.TokensPerSecond is { } speed
            ? T["{0} tokens/s", NumberText.Whole(speed)].Value
            : null;

    private Task AskAsync(string question)
    {
        if (IsAnswering || Closed is not null || string.IsNullOrWhiteSpace(question))
        {
            return Task.CompletedTask;
        }

        Thread.Rounds.Add(new ChatRound(ChatComposer.Cut(question.Trim())));
        return SpeakAsync(Voices);
    }

    /// <summary>One voice answers the last question once more, or for the first time.</summary>
    private Task AgainAsync(ChatVoice voice) => IsAnswering || Closed is not null ? Task.CompletedTask : SpeakAsync([voice]);

    private void Edit(ChatRound round)
    {
        _edited = round;
        _edit = round.Question;
    }

    private Task ResendAsync()
    {
        var place = _edited is null ? -1 : Thread.Rounds.IndexOf(_edited);
        if (IsAnswering || Closed is not null || place < 0 || string.IsNullOrWhiteSpace(_edit))
        {
            return Task.CompletedTask;
        }

        _edited = null;
        Thread.Rounds.RemoveRange(place, Thread.Rounds.Count - place);
        return AskAsync(_edit);
    }

    private async Task SpeakAsync(IReadOnlyList<ChatVoice> speakers)
    {
        var (thread, voices) = (Thread, Voices);
        var round = thread.Rounds[^1];
        using var asking = new CancellationTokenSource();
        _asking = asking;
        _asked = (thread, voices);
        var replies = voices.Select(voice => speakers.Contains(voice) ? round.Begin(voice.Key) : null).ToList();
        try
        {
            await Changed.InvokeAsync(thread);
            await StreamAsync(AskOf(thread, voices, replies), replies, asking.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped: what was said so far stays.
        }
        finally
        {
            foreach (var reply in replies.OfType<ChatReply>())
            {
                reply.WasStopped = reply.IsOpen && asking.IsCancellationRequested && reply.TokensPerSecond is null && reply.Problem is null;
                reply.IsOpen = false;
            }

            (_asking, _asked, _stage) = (null, null, null);
        }

        await Changed.InvokeAsync(thread);
        if (!asking.IsCancellationRequested && _composer is not null)
        {
            StateHasChanged();
            await _composer.FocusAsync();
        }
    }

    private static ChatAsk AskOf(ChatThread thread, IReadOnlyList<ChatVoice> voices, List<ChatReply?> replies)
    {
        var tries = replies.OfType<ChatReply>().Select(reply => reply.Tries).DefaultIfEmpty(1).Max();
        var conversations = voices.Select((voice, place) => replies[place] is null ? [] : thread.ConversationOf(voice.Key, thread.Rounds.Count - 1)).ToList();
        return new ChatAsk(conversations, thread.Sampling with { Seed = thread.Sampling.Seed + tries - 1 }, thread.SystemPrompt);
    }

    private async Task StreamAsync(ChatAsk ask, List<ChatReply?> replies, CancellationToken cancellation)
    {
        var sinceRender = Stopwatch.StartNew();
        StateHasChanged();
        await foreach (var piece in Answer(ask, cancellation))
        {
            _stage = piece.Stage;
            if (piece.Voice >= 0 && piece.Voice < replies.Count)
            {
                replies[piece.Voice]?.Take(piece);
            }

            if (sinceRender.Elapsed >= RenderEvery || piece.Stage is not null)
            {
                sinceRender.Restart();
                StateHasChanged();
            }
        }
    }

    private void Stop() => _asking?.Cancel();

    private async Task ClearAsync()
    {
        Stop();
        if (Cleared.HasDelegate)
        {
            await Cleared.InvokeAsync();
        }
        else
        {
            Thread.Rounds.Clear();
        }

        if (_composer is not null)
        {
            await _composer.FocusAsync();
        }
    }
}
