using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Asks two voices behind masks, in an order that the coin decides for each question, and counts which is found better.</summary>
public sealed partial class BlindVote : IDisposable
{
    private const int FewVotes = 20;

    private static readonly TimeSpan RenderEvery = TimeSpan.FromMilliseconds(100);

    private readonly ChatReply[] _replies = [new(), new()];
    private ChatComposer? _composer;
    private CancellationTokenSource? _asking;
    private ChatStage? _stage;
    private ChatRound? _round;
    private VoteChoice? _choice;
    private bool _swapped;
    private PairScore _score = default!;
    private (VoiceKey, VoiceKey) _pair;

    /// <summary>The two, as they stand on the page when nothing is hidden.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<VoiceOffer> Pair { get; set; }

    /// <summary>Answers with these voices in this order.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<VoiceOffer>, ChatAsk, CancellationToken, IAsyncEnumerable<ChatPiece>> Answer { get; set; }

    /// <summary>Holds how the answers are drawn and what is told beforehand; its rounds are not asked.</summary>
    [Parameter, EditorRequired]
    public required ChatThread Thread { get; set; }

    [Parameter]
    public IReadOnlyList<string> Suggestions { get; set; } = [];

    [Parameter]
    public string? Closed { get; set; }

    [Parameter]
    public bool TakesSystem { get; set; } = true;

    [Parameter]
    public string? SystemNote { get; set; }

    /// <summary>Whether they change sides for the next question.</summary>
    [Parameter]
    public Func<bool> Coin { get; set; } = () => RandomNumberGenerator.GetInt32(2) == 1;

    private bool IsAnswering => _asking is not null;

    private IReadOnlyList<VoiceOffer> Shown => _swapped ? [Pair[1], Pair[0]] : Pair;

    public void Dispose() => Stop();

    protected override void OnParametersSet()
    {
        if (_pair != (Pair[0].Key, Pair[1].Key))
        {
            Stop();
            (_round, _choice, _pair) = (null, null, (Pair[0].Key, Pair[1].Key));
            Count();
        }
    }

    private string NameOf(int side) => _choice is not null ? Shown[side].Name : side == 0 ? "A" : "B";

    private string ModelNote(int place) => Pair[place].AdapterFolder is null ? T["as it is"] : Pair[place].ModelName;

    private bool IsBest(int side) => _choice == (side == 0 ? VoteChoice.Left : VoteChoice.Right);

    private void Count() => _score = Votes.ScoreOf(Me.Id, Pair[0].Key, Pair[1].Key);

    private async Task AskAsync(string question)
    {
        if (IsAnswering || Closed is not null)
        {
            return;
        }

        using var asking = new CancellationTokenSource();
        var pair = _pair;
        (_asking, _choice, _swapped) = (asking, null, Coin());
        var round = _round = new ChatRound(question);
        (_replies[0], _replies[1]) = (round.Begin("A"), round.Begin("B"));
        try
        {
            await StreamAsync(question, asking.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped: what was said so far stays, but is not voted on where one of them had not begun.
        }
        finally
        {
            foreach (var reply in _replies)
            {
                // How fast each was would tell which it is.
                reply.WasStopped = asking.IsCancellationRequested && reply.TokensPerSecond is null && reply.Problem is null;
                reply.IsOpen = false;
            }

            (_asking, _stage) = (null, null);
            _round = pair == _pair ? _round : null;
        }
    }

    private async Task StreamAsync(string question, CancellationToken cancellation)
    {
        var replies = _replies.ToArray();
        var sinceRender = System.Diagnostics.Stopwatch.StartNew();
        IReadOnlyList<ChatTurn> alone = [new ChatTurn(true, question)];
        StateHasChanged();
        await foreach (var piece in Answer(Shown, new ChatAsk([alone, alone], Thread.Sampling, Thread.SystemPrompt), cancellation))
        {
            _stage = piece.Stage;
            if (piece.Voice is 0 or 1)
            {
                replies[piece.Voice].Take(piece);
            }

            if (sinceRender.Elapsed >= RenderEvery || piece.Stage is not null)
            {
                sinceRender.Restart();
                StateHasChanged();
            }
        }
    }

    private void Stop() => _asking?.Cancel();

    private async Task VoteAsync(VoteChoice choice)
    {
        if (_round is null || _choice is not null || IsAnswering)
        {
            return;
        }

        _choice = choice;
        await Votes.CastAsync(Me.Id, _round.Question, Shown[0].Key, Shown[1].Key, choice);
        Count();
        if (_composer is not null)
        {
            await _composer.FocusAsync();
        }
    }

    private async Task ForgetAsync()
    {
        await Votes.ForgetAsync(Me.Id, Pair[0].Key, Pair[1].Key);
        Count();
    }
}
