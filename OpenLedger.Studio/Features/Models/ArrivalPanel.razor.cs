using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Shows how something that is being added gets on, and asks for the last word. The work goes on whether anybody looks or not.</summary>
public sealed partial class ArrivalPanel
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _leaving = new();
    private Arrival? _arrival;
    private Sentence? _problem;
    private string _name = string.Empty;
    private string? _template;
    private bool _accepting;

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>It was added; the id of the model or adapter.</summary>
    [Parameter]
    public EventCallback<string> Ended { get; set; }

    [Parameter]
    public EventCallback GivenUp { get; set; }

    private string StageText => _arrival?.Stage switch
    {
        ArrivalStage.Unpacking => T["Unpacking"],
        ArrivalStage.Copying => T["Copying"],
        ArrivalStage.Checking => T["Checking that everything belongs together"],
        _ => T["Waiting for its turn"],
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet() => Look();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private async Task FollowAsync(CancellationToken leaving)
    {
        try
        {
            using var timer = new PeriodicTimer(BetweenLooks, Clock);
            while (await timer.WaitForNextTickAsync(leaving))
            {
                await Presence.WhenConnected.WaitAsync(leaving);
                await InvokeAsync(() =>
                {
                    var before = _arrival;
                    Look();
                    if (before != _arrival)
                    {
                        StateHasChanged();
                    }
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void Look()
    {
        var before = _arrival?.Stage;
        _arrival = Desk.Find(Me, Id);
        if (before != ArrivalStage.Ready && _arrival is { Stage: ArrivalStage.Ready, Findings: { } findings })
        {
            _name = findings.Name;
            _template = findings.OwnTemplate is null ? findings.SuggestedTemplate : null;
        }
    }

    private async Task AcceptAsync()
    {
        _accepting = true;
        var receipt = await Desk.AcceptAsync(Me, Id, _name, _template);
        (_accepting, _problem) = (false, receipt.Problem);
        if (receipt.Id is { } added)
        {
            await Ended.InvokeAsync(added);
        }
    }

    private async Task GiveUpAsync()
    {
        await Desk.GiveUpAsync(Me, Id);
        await GivenUp.InvokeAsync();
    }
}
