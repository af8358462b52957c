using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Shell;

/// <summary>Settings of one feature under one heading.</summary>
internal sealed record SettingGroup(string Title, IReadOnlyList<Setting> Settings);

/// <summary>Who chose a value.</summary>
internal enum SettingSource
{
    /// <summary>Nobody: it is the standard.</summary>
    Standard,

    /// <summary>appsettings.json, an environment variable or the command line.</summary>
    File,

    /// <summary>An admin, on the page.</summary>
    Page,
}

/// <summary>
/// The settings that take effect while the studio runs. What an admin chose on the page wins over appsettings.json, and that
/// over the standard. Read a value each time it is needed (<c>settings.Get(TeamSettings.TrashDays)</c>): it costs a look-up.
/// </summary>
internal sealed class StudioSettings(IEnumerable<SettingGroup> groups, IConfiguration configuration, IDbContextFactory<StudioContext> contexts, WriteQueue queue, AuditLog audit)
{
    private readonly Remembered<ImmutableDictionary<string, string>> _chosen = new(() => Read(contexts));

    public IReadOnlyList<SettingGroup> Groups { get; } = [.. groups];

    public T Get<T>(Setting<T> setting) => Look(setting) is { Source: not SettingSource.Standard } found ? setting.Read(found.Text) : setting.Standard;

    /// <summary>The value for one account: what an admin chose for it, else the value for all.</summary>
    public T Get<T>(Setting<T> setting, string accountId) => OwnOf(setting, accountId) is { } own ? setting.Read(own) : Get(setting);

    /// <summary>What was chosen for one account; null where the value for all counts.</summary>
    public string? OwnOf(Setting setting, string accountId) =>
        _chosen.Value.TryGetValue(KeyOf(setting, accountId), out var own) && setting.Problem(own) is null ? own : null;

    /// <summary>The value as text, and who chose it.</summary>
    public (string Text, SettingSource Source) Look(Setting setting)
    {
        // A row that an older or newer studio wrote may not fit; then the file counts.
        if (_chosen.Value.TryGetValue(setting.Key, out var chosen) && setting.Problem(chosen) is null)
        {
            return (chosen, SettingSource.Page);
        }

        return configuration[setting.Key] is { } text && !setting.IsStandard(text) ? (text, SettingSource.File) : (setting.StandardText, SettingSource.Standard);
    }

    /// <summary>Chooses a value; the reason where it cannot be taken.</summary>
    public async Task<Sentence?> ChangeAsync(string actorId, Setting setting, string text, string? forAccount = null)
    {
        text = text.Trim();
        if (setting.Problem(text) is { } problem)
        {
            return problem;
        }

        var key = KeyOf(setting, forAccount);
        await queue.WriteAsync(context =>
        {
            if (context.Settings.Find(key) is { } row)
            {
                row.Value = text;
            }
            else
            {
                context.Settings.Add(new SettingRow { Key = key, Value = text });
            }

            audit.Write(context, actorId, "setting.change", key, setting.IsSecret ? null : text);
        });
        _chosen.Forget();
        return null;
    }

    /// <summary>Takes the choice of the page back: the file counts again, or the standard.</summary>
    public async Task ResetAsync(string actorId, Setting setting, string? forAccount = null)
    {
        var key = KeyOf(setting, forAccount);
        await queue.WriteAsync(context =>
        {
            if (context.Settings.Where(row => row.Key == key).ExecuteDelete() > 0)
            {
                audit.Write(context, actorId, "setting.reset", key);
            }
        });
        _chosen.Forget();
    }

    /// <summary>Refuses to start with a value in appsettings.json that cannot be taken.</summary>
    public void CheckFile()
    {
        foreach (var setting in Groups.SelectMany(group => group.Settings))
        {
            if (configuration[setting.Key] is { } text && setting.Problem(text) is { } problem)
            {
                throw new StudioStartException($"The setting {setting.Key}: {problem}");
            }
        }
    }

    private static string KeyOf(Setting setting, string? accountId) => accountId is null ? setting.Key : $"{setting.Key}@{accountId}";

    private static ImmutableDictionary<string, string> Read(IDbContextFactory<StudioContext> contexts)
    {
        using var context = contexts.CreateDbContext();
        return context.Settings.AsNoTracking().ToImmutableDictionary(row => row.Key, row => row.Value);
    }
}

/// <summary>Registers settings of a feature.</summary>
internal static class SettingRegistration
{
    /// <summary><c>services.AddSettings("Runs", RunSettings.Webhook, ...)</c>; the German of the texts lies in the feature's own words.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, string title, params IReadOnlyList<Setting> settings) =>
        services.AddSingleton(new SettingGroup(title, settings));
}
