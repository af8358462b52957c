using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>One setting: its value, who chose it, and the way back.</summary>
public sealed partial class SettingField
{
    private Setting _setting = default!;
    private string _text = "";
    private bool _isHidden;
    private SettingSource _source;
    private Sentence? _problem;
    private string? _said;

    /// <summary>Which setting.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    [Inject]
    private SettingsDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    private string Id => $"setting-{Key.Replace(':', '-')}";

    protected override void OnInitialized()
    {
        _setting = Desk.Find(Key) ?? throw new InvalidOperationException($"There is no setting {Key}.");
        Look();
    }

    private void Look()
    {
        (_text, _source, _isHidden) = Desk.Look(_setting);
        if (_setting is TickSetting tick)
        {
            _text = tick.Read(_text) ? TickSetting.Yes : TickSetting.No;
        }
    }

    private async Task ChangeAsync(string? text)
    {
        _problem = await Desk.ChangeAsync(Me, Key, text ?? string.Empty);
        _said = _problem is null ? T["Saved."].Value : null;
        if (_problem is null)
        {
            Look();
        }
        else
        {
            // What was typed stays, so that it can be corrected.
            _text = text ?? string.Empty;
        }
    }

    private async Task ResetAsync()
    {
        _problem = await Desk.ResetAsync(Me, Key);
        _said = T["Taken back."];
        Look();
    }
}
