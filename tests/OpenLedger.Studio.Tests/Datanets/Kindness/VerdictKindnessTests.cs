using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Features.Datanets.Entries;

namespace OpenLedger.Studio.Tests.Datanets.Kindness;

/// <summary>Every reason of the catalogue is given to somebody who means well: they read why and what helps, come again, and lose nothing.</summary>
public sealed class VerdictKindnessTests : IDisposable
{
    private readonly KindHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Reasons_AllOfThem_LeaveAWayOn()
    {
        await _house.OpenAsync();
        foreach (var reason in ReasonCatalogue.All)
        {
            Assert.All([reason.Title, reason.What, reason.GoodExample], text => Assert.False(string.IsNullOrWhiteSpace(text), reason.Code));
            Assert.True(Advice.IsIn(reason.WouldPass), $"{reason.Code}: {reason.WouldPass}");
            if (!LongRun.Chosen && reason != ReasonCatalogue.For(reason.Verdict).First())
            {
                // The desks do the same with each of them.
                continue;
            }

            var author = await _house.NewcomerAsync();
            var (before, entry) = (_house.ReputationOf(author), await _house.SubmitAsync(author));

            var decided = await _house.DecideAsync(entry, reason.Verdict, new ReasonGiven(reason.Code, "response", Note: "Say which end."));

            Assert.True(decided.IsDone, decided.Problem?.ToString());
            Assert.Equal(reason.Code, Assert.Single(_house.Datanets.Book.Reasons(entry)).Code);
            if (reason.Verdict != Verdict.Abuse)
            {
                Assert.Equal(before, _house.ReputationOf(author));
            }

            await ComeAgainAsync(author, entry, reason.Verdict);
        }
    }

    /// <summary>A revision costs no token; who was declined asks again, or begins anew; who was called abusive rests, and is heard.</summary>
    private async Task ComeAgainAsync(Studio.Accounts.CurrentAccount author, string entry, Verdict verdict)
    {
        var desk = _house.Datanets.Entries;
        switch (verdict)
        {
            case Verdict.NeedsChanges:
                var used = _house.AllowanceOf(author).Used;
                var revised = await desk.SubmitAsync(author, _house.Id, _house.Entry(" Revised.") with { EntryId = entry });
                Assert.Equal((EntryState.Queued, used), (revised.State, _house.AllowanceOf(author).Used));
                break;
            case Verdict.Decline:
                Assert.True((await desk.SubmitAsync(author, _house.Id, _house.Entry())).IsDone);
                Assert.Equal(EntryState.Escalated, (await desk.AppealAsync(author, entry, "It is about knots after all.")).State);
                break;
            default:
                var refused = await desk.SubmitAsync(author, _house.Id, _house.Entry());
                Assert.True(refused is { IsDone: false, IsFull: true } && Advice.IsIn(refused.NextStep!.ToString()), refused.NextStep?.ToString());
                Assert.Equal(EntryState.Escalated, (await desk.AppealAsync(author, entry, "I meant it well.")).State);
                Assert.Equal(EntryState.Accepted, (await _house.DecideAsync(entry, Verdict.Accept)).State);
                Assert.True((await desk.SubmitAsync(author, _house.Id, _house.Entry())).IsDone);
                break;
        }
    }

    /// <summary>What a contributor can be told at the desk, with the limit of their allowance where it is one.</summary>
    [Fact]
    public async Task Refusals_AtTheDesk_AllSayWhatToDo()
    {
        await _house.OpenAsync();
        var desk = _house.Datanets.Entries;
        var (author, stranger) = (await _house.NewcomerAsync(), await _house.Datanets.EnterAsync("stranger"));
        var back = await _house.SubmitAsync(author);
        var good = _house.Entry();
        var declined = await _house.SubmitAsync(author);
        var change = new ReasonGiven(ReasonCatalogue.For(Verdict.NeedsChanges).First().Code);
        await _house.DecideAsync(declined, Verdict.Decline, new ReasonGiven(ReasonCatalogue.For(Verdict.Decline).First().Code));
        var answers = new Dictionary<string, EntryAnswer>
        {
            ["not joined"] = await desk.SubmitAsync(stranger, _house.Id, good),
            ["no consent"] = await desk.SubmitAsync(author, _house.Id, good with { HasConsent = false }),
            ["other licence"] = await desk.SubmitAsync(author, _house.Id, good with { Licence = "mine alone" }),
            ["other form"] = await desk.SubmitAsync(author, _house.Id, good with { Content = OpenLedger.Datanets.Entries.EntryContent.Passage("A text.", null, null) }),
            ["no such entry"] = await desk.SubmitAsync(author, _house.Id, good with { EntryId = "elsewhere" }),
            ["no such Datanet"] = await desk.SubmitAsync(author, "elsewhere", good),
            ["empty appeal"] = await desk.AppealAsync(author, declined, "  "),
            ["appeal of a good one"] = await desk.AppealAsync(author, back, "Look again."),
            ["withdrawn by another"] = await desk.WithdrawAsync(stranger, back),
            ["decided without a reason"] = await _house.DecideAsync(back, Verdict.NeedsChanges),
        };
        await _house.DecideAsync(back, Verdict.NeedsChanges, change);
        answers["unchanged"] = await desk.SubmitAsync(author, _house.Id, new HandIn(_house.Datanets.Book.Find(author, back)!.Content, "Knots", DatanetsHouse.Licence, true) { EntryId = back });
        await desk.AppealAsync(author, declined, "It is about knots.");
        await _house.DecideAsync(declined, Verdict.Decline, new ReasonGiven(ReasonCatalogue.For(Verdict.Decline).First().Code));
        answers["second appeal"] = await desk.AppealAsync(author, declined, "Once more.");
        _house.Datanets.People.Clock.Move(TimeSpan.FromDays(31));
        answers["too late"] = await desk.SubmitAsync(await _house.Datanets.People.AgainAsync(author.Id), _house.Id, _house.Entry() with { EntryId = back });

        Assert.All(answers, answer => Assert.True(answer.Value is { IsDone: false, Problem: not null, NextStep: not null } && Advice.IsIn(answer.Value.NextStep.ToString()), $"{answer.Key}: {answer.Value.Problem} {answer.Value.NextStep}"));
        Assert.NotNull((await _house.Reviews.NextAsync(stranger, _house.Id, [])).NextStep);
        Assert.Equal(Reputation.New, _house.ReputationOf(author));
    }

    [Fact]
    public void Limits_AllOfThem_SayWhatToDo()
    {
        var (quota, now) = (ReviewPolicy.Default.Quota, DateTimeOffset.UnixEpoch);
        var calm = new QuotaSituation(Tier.T0, 10, 0);
        (QuotaSituation Situation, QuotaUse Use, int Bytes)[] situations =
        [
            (calm with { FrozenUntil = now.AddDays(7) }, default, 1),
            (calm, new QuotaUse(5, 0, 0), 1),
            (calm with { BrakeUntil = now.AddDays(3) }, new QuotaUse(2, 0, 0), 1),
            (calm, new QuotaUse(0, 5, 0), 1),
            (calm, default, 10_000_000),
        ];

        var refusals = situations.Select(each => Quotas.Ask(quota, each.Situation, each.Use, each.Bytes, isRevision: false)).ToList();

        Assert.All(refusals, refusal => Assert.True(refusal is not null && Advice.IsIn(refusal.NextStep), refusal?.NextStep));
        Assert.Empty(Enum.GetValues<QuotaLimit>().Except(refusals.Select(refusal => refusal!.Kind)));
    }
}
