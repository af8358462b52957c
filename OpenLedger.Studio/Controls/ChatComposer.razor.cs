using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpenLedger.Studio.Controls;

/// <summary>Where a question is written, and how it is to be answered. What it says is the parent's to know.</summary>
public sealed partial class ChatComposer : IAsyncDisposable
{
    public const int LongestQuestion = 4_000;

    private const int ShownOfSystem = 40;

    private ElementReference _form;
    private IJSObjectReference? _module;
    private string? _question;

    [Parameter]
    public EventCallback<string> Ask { get; set; }

    [Parameter]
    public EventCallback Stop { get; set; }

    /// <summary>Without it there is nothing to clear.</summary>
    [Parameter]
    public EventCallback Clear { get; set; }

    [Parameter]
    public bool CanClear { get; set; }

    [Parameter]
    public bool IsAnswering { get; set; }

    /// <summary>Why nothing can be asked; null where something can.</summary>
    [Parameter]
    public string? Closed { get; set; }

    [Parameter]
    public ChatStage? Stage { get; set; }

    [Parameter]
    public IReadOnlyList<string> Suggestions { get; set; } = [];

    [Parameter, EditorRequired]
    public required ChatSampling Sampling { get; set; }

    [Parameter]
    public EventCallback<ChatSampling> SamplingChanged { get; set; }

    [Parameter]
    public bool ShowsSystem { get; set; }

    /// <summary>Whether any of the models reads a system prompt.</summary>
    [Parameter]
    public bool TakesSystem { get; set; } = true;

    /// <summary>Which of them do not.</summary>
    [Parameter]
    public string? SystemNote { get; set; }

    [Parameter]
    public string SystemPrompt { get; set; } = string.Empty;

    [Parameter]
    public EventCallback<string> SystemPromptChanged { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private string Summary
    {
        get
        {
            var surprise = Sampling.IsGreedy ? T["always the likeliest word"].Value : T["temperature {0}", SamplingKnob.All[0].Format(Sampling.Temperature)].Value;
            var others = SamplingKnob.All.Count(knob => knob.Get(Sampling) != knob.Default && knob.Name is not ("temperature" or "max_new_tokens"));
            var summary = $"{surprise} · {T["at most {0} tokens", NumberText.Whole(Sampling.LongestAnswer)]}";
            return others == 0 ? summary : $"{summary} · {T["{0} more changed", others]}";
        }
    }

    private string StageText => Stage switch
    {
        { Wait: ChatWait.Model } => T["Loading {0} …", Stage.Subject],
        { Subject.Length: 0, Ahead: <= 1 } => T["Waiting for another question …"],
        { Subject.Length: 0 } => T["Waiting for {0} other questions …", Stage.Ahead],
        { Ahead: <= 1 } => T["Waiting for {0} …", Stage.Subject],
        not null => T["Waiting for {0} and {1} more …", Stage.Subject, Stage.Ahead - 1],
        _ => string.Empty,
    };

    /// <summary>Takes the person back to the box, where a keyboard is at hand.</summary>
    public async Task FocusAsync()
    {
        if (_module is not null)
        {
            await TryAsync(() => _module.InvokeVoidAsync("focus", _form));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await TryAsync(_module.DisposeAsync);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await TryAsync(async () =>
            {
                _module = await Script.InvokeAsync<IJSObjectReference>("import", "./Controls/ChatComposer.razor.js");
                if (_module is not null)
                {
                    await _module.InvokeVoidAsync("listen", T["Copied"].Value);
                }
            });
        }
    }

    /// <summary>No longer than the box allows, whatever a browser sends.</summary>
    public static string Cut(string text) => text.Length <= LongestQuestion ? text : text[..LongestQuestion];

    private static string Beginning(string text) => text.Length <= ShownOfSystem ? text : $"{text[..ShownOfSystem]}…";

    // Without the script the page is the same, but for the Enter key and the copying.
    private static async Task TryAsync(Func<ValueTask> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, or the browser refused.
        }
    }

    private async Task SendAsync()
    {
        var question = _question?.Trim();
        if (IsAnswering || Closed is not null || string.IsNullOrEmpty(question))
        {
            return;
        }

        _question = null;
        await Ask.InvokeAsync(Cut(question));
    }
}
