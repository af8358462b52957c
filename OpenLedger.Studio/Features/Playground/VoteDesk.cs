using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Which of two hidden answers was better.</summary>
internal enum VoteChoice
{
    Left,
    Right,
    Tie,
}

/// <summary>How often each of two voices was found better, and how often neither.</summary>
internal sealed record PairScore(VoiceKey One, VoiceKey Other, int OneWins, int OtherWins, int Ties)
{
    public int Votes => OneWins + OtherWins + Ties;
}

/// <summary>The one door to blind votes: a person's own, counted for each pair of voices.</summary>
internal sealed class VoteDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, TimeProvider clock)
{
    private const int LongestQuestion = 500;

    /// <summary>Writes down which voice stood where, and which was better.</summary>
    public Task CastAsync(string accountId, string question, VoiceKey left, VoiceKey right, VoteChoice choice)
    {
        var row = new VoteRow
        {
            OwnerId = accountId,
            At = clock.GetUtcNow(),
            Question = question.Length > LongestQuestion ? question[..LongestQuestion] : question,
            Left = left.ToString(),
            Right = right.ToString(),
            Winner = choice.ToString(),
        };
        return queue.WriteAsync(context => context.Votes.Add(row));
    }

    /// <summary>The score of these two, whichever side they stood on.</summary>
    public PairScore ScoreOf(string accountId, VoiceKey one, VoiceKey other)
    {
        var (first, second) = (one.ToString(), other.ToString());
        using var context = contexts.CreateDbContext();
        var votes = context.Votes.AsNoTracking()
            .Where(vote => vote.OwnerId == accountId && ((vote.Left == first && vote.Right == second) || (vote.Left == second && vote.Right == first)))
            .GroupBy(vote => new { vote.Left, vote.Winner })
            .Select(group => new { group.Key.Left, group.Key.Winner, Count = group.Count() })
            .ToList();
        int Wins(string voice) => votes.Where(vote => vote.Winner == (vote.Left == voice ? nameof(VoteChoice.Left) : nameof(VoteChoice.Right))).Sum(vote => vote.Count);
        return new PairScore(one, other, Wins(first), Wins(second), votes.Where(vote => vote.Winner == nameof(VoteChoice.Tie)).Sum(vote => vote.Count));
    }

    /// <summary>Forgets the votes on these two.</summary>
    public Task ForgetAsync(string accountId, VoiceKey one, VoiceKey other)
    {
        var (first, second) = (one.ToString(), other.ToString());
        return queue.WriteAsync(context => context.Votes.RemoveRange(context.Votes
            .Where(vote => vote.OwnerId == accountId && ((vote.Left == first && vote.Right == second) || (vote.Left == second && vote.Right == first)))));
    }
}
