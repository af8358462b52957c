using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Talks with one to four voices at once; what is said is kept for the person who asked.</summary>
public sealed partial class PlaygroundPage : IDisposable
{
    private const int MostVoices = 4;

    private readonly SemaphoreSlim _keeping = new(1, 1);

    private IReadOnlyList<ModelOffer> _offers = [];
    private List<ChatVoice> _shown = [];
    private IReadOnlyList<ChatPlace> _chats = [];
    private VoiceAdvice _advice = VoiceAdvice.None;
    private OpenChat _chat = new(new ChatThread());
    private OpenChat? _left;
    private (string?, string?, string?, string?)? _asked;
    private bool _blind;
    private bool _isLeft;
    private string? _problem;

    /// <summary>A run whose adapter speaks beside its base model.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    private string? Run { get; set; }

    /// <summary>An adapter that speaks beside its base model.</summary>
    [SupplyParameterFromQuery(Name = "adapter")]
    private string? Adapter { get; set; }

    [SupplyParameterFromQuery(Name = "model")]
    private string? Model { get; set; }

    /// <summary>A kept chat.</summary>
    [SupplyParameterFromQuery(Name = "chat")]
    private string? Saved { get; set; }

    private HashSet<VoiceKey> Taken => [.. _chat.Voices.Select(voice => voice.Key)];

    private string? WhyNotBlind => _chat.Voices.Count == 2 ? null : T["A blind vote takes two voices; now there are {0}.", _chat.Voices.Count].Value;

    private string? WhyNoMore => _chat.Voices.Count >= MostVoices ? T["Four at once are the most."].Value : NextVoice is null ? T["All there are speak already."].Value : null;

    /// <summary>Who would be added: another voice of a model that speaks, else any.</summary>
    private VoiceOffer? NextVoice => _chat.Voices.Count >= MostVoices
        ? null
        : _offers.OrderByDescending(model => _chat.Voices.Any(voice => voice.ModelId == model.Id)).SelectMany(model => model.Voices).FirstOrDefault(voice => !Taken.Contains(voice.Key));

    private string? Closed => _chat.IsFull ? T["This chat is full. Begin a new one to go on."].Value : null;

    public void Dispose() => _isLeft = true;

    protected override void OnParametersSet()
    {
        var asked = (Run, Adapter, Model, Saved);
        if (asked == _asked)
        {
            return;
        }

        var isFirst = _asked is null;
        _asked = asked;
        if (!isFirst && Saved is not null && Saved == _chat.Place?.Id)
        {
            // The address has followed the chat that is on the page.
            return;
        }

        _offers = Voices.Offers(Me);
        _chats = Chats.ListOf(Me.Id);
        Open();
    }

    private void Open()
    {
        (_left, _problem) = (_chat, null);
        if (Saved is not null && Chats.Open(Me.Id, Saved) is { } kept)
        {
            _chat = new OpenChat(kept.Chat.Thread()) { Place = kept.Place };
            var keys = kept.Chat.Voices.Select(name => VoiceKey.TryParse(name, out var key) ? key : default).Distinct().Take(MostVoices);
            SetVoices(Voices.Find(Me, keys).OfType<VoiceOffer>());
        }
        else
        {
            _chat = new OpenChat(new ChatThread());
            SetVoices(Wanted());
            _problem = Saved is null ? null : T["This chat is no longer there, or it is somebody else's."].Value;
        }

        if (_chat.Voices.Count == 0)
        {
            SetVoices(Usual());
        }
    }

    /// <summary>Whom the address asks for: what was tuned, beside what it was before.</summary>
    private IEnumerable<VoiceOffer> Wanted()
    {
        var key = Run is not null ? new VoiceKey(VoiceKind.Run, Run) : Adapter is not null ? new VoiceKey(VoiceKind.Adapter, Adapter) : new VoiceKey(VoiceKind.Base, Model ?? string.Empty);
        return Voices.Find(Me, [key])[0] is { } voice ? Beside(voice) : [];
    }

    private IEnumerable<VoiceOffer> Usual() =>
        _offers.SelectMany(model => model.Voices.Skip(1)).MaxBy(voice => voice.MadeAt) is { } newest ? Beside(newest) : _offers.Take(1).Select(model => model.Voices[0]);

    private IEnumerable<VoiceOffer> Beside(VoiceOffer voice) =>
        voice.AdapterFolder is null ? [voice] : [_offers.First(model => model.Id == voice.ModelId).Voices[0], voice];

    private void AddVoice()
    {
        if (NextVoice is { } next)
        {
            SetVoices(_chat.Voices.Append(next));
        }
    }

    private void SetVoices(IEnumerable<VoiceOffer> voices)
    {
        _chat.Voices = [.. voices];
        _blind &= _chat.Voices.Count == 2;
        var tuned = _chat.Voices.Count(voice => voice.AdapterFolder is not null);
        _shown = [.. _chat.Voices.Select(voice => new ChatVoice(voice.Name, NoteOf(voice), tuned == 1 && voice.AdapterFolder is not null) { Key = voice.Key.ToString() })];
        _advice = VoiceAdvice.On(_chat.Voices, Chat, Clock, T);
    }

    private int Place(ChatVoice voice) => _shown.FindIndex(shown => shown.Key == voice.Key);

    private string NoteOf(VoiceOffer voice) =>
        voice.AdapterFolder is not null ? voice.ModelName : _chat.Voices.Any(other => other.ModelId == voice.ModelId && other.AdapterFolder is not null) ? T["before"] : T["as it is"];

    private IAsyncEnumerable<ChatPiece> AnswerAsync(IReadOnlyList<VoiceOffer> voices, ChatAsk ask, CancellationToken cancellation) =>
        Chat.AnswerAsync([.. Voices.Find(Me, voices.Select(voice => voice.Key)).Select(voice => voice?.Speaker)], ask, Me.Name, cancellation);

    private async Task KeepAsync(ChatThread thread)
    {
        // An answer that was left while it came is kept where it belongs, not with what is on the page now.
        var chat = thread == _chat.Thread ? _chat : _left;
        if (chat is null || chat.Thread != thread || thread.Rounds.Count == 0)
        {
            return;
        }

        await _keeping.WaitAsync();
        try
        {
            var kept = await Chats.SaveAsync(Me.Id, chat.Place, SavedChat.Of(thread, chat.Voices.Select(voice => voice.Key.ToString())));
            chat.IsFull = kept is null;
            chat.Place = kept ?? chat.Place;
            _chats = Chats.ListOf(Me.Id);
            if (chat == _chat)
            {
                _problem = null;
                Follow();
            }
        }
        catch (Exception exception) when (exception is DbUpdateException or SqliteException)
        {
            _problem = T["The chat could not be kept: {0} Free some space on the disk of the data folder; it is tried again after the next answer.", exception.GetBaseException().Message];
        }
        finally
        {
            _keeping.Release();
        }
    }

    /// <summary>The address names the chat, so that the page can be loaded again.</summary>
    private void Follow()
    {
        if (_chat.Place is { } place && place.Id != Saved && !_isLeft)
        {
            Navigation.NavigateTo($"/playground?chat={place.Id}", replace: true);
        }
    }

    private void BeginAnew()
    {
        var next = new OpenChat(new ChatThread { Sampling = _chat.Thread.Sampling, SystemPrompt = _chat.Thread.SystemPrompt }) { Voices = _chat.Voices };
        (_left, _chat, _problem) = (_chat, next, null);
        if (Saved is not null)
        {
            _asked = (null, null, null, null);
            Navigation.NavigateTo("/playground");
        }
    }

    private void ListChanged(string? deleted)
    {
        _chats = Chats.ListOf(Me.Id);
        if (deleted is not null && deleted == _chat.Place?.Id)
        {
            // An answer that still comes is not kept: it would bring the chat back.
            BeginAnew();
            _left = null;
        }
        else if (_chat.Place is { } place && _chats.FirstOrDefault(chat => chat.Id == place.Id) is { } known)
        {
            _chat.Place = place with { Title = known.Title };
        }
    }

    private Task<IDialogReference> TeachAsync(ChatSpot spot) =>
        Dialogs.ShowAsync<TeachDialog>(null, new DialogParameters<TeachDialog> { { dialog => dialog.Spot, spot } }, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });

    /// <summary>A conversation on the page, who speaks in it, and where it is kept.</summary>
    private sealed class OpenChat(ChatThread thread)
    {
        public ChatThread Thread { get; } = thread;

        public IReadOnlyList<VoiceOffer> Voices { get; set; } = [];

        public ChatPlace? Place { get; set; }

        public bool IsFull { get; set; }
    }
}
