using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>The one door to the settings: what there is, and an admin's choice.</summary>
internal sealed class SettingsDesk(StudioSettings settings)
{
    public static Sentence NotForYou { get; } = new Sentence("This is for admins only.");

    public IReadOnlyList<SettingGroup> Groups => settings.Groups;

    public Setting? Find(string key) => settings.Groups.SelectMany(group => group.Settings).FirstOrDefault(setting => setting.Key == key);

    /// <summary>The value and who chose it. A secret is not told; that there is one is.</summary>
    public (string Text, SettingSource Source, bool IsHidden) Look(Setting setting)
    {
        var (text, source) = settings.Look(setting);
        return setting.IsSecret && text.Length > 0 ? (string.Empty, source, true) : (text, source, false);
    }

    public async Task<Sentence?> ChangeAsync(CurrentAccount me, string key, string text) =>
        !me.IsAdmin ? NotForYou
        : Find(key) is not { } setting ? new Sentence("There is no such setting.")
        : await settings.ChangeAsync(me.Id, setting, text);

    public async Task<Sentence?> ResetAsync(CurrentAccount me, string key)
    {
        if (!me.IsAdmin)
        {
            return NotForYou;
        }

        if (Find(key) is { } setting)
        {
            await settings.ResetAsync(me.Id, setting);
        }

        return null;
    }
}
