using System.Globalization;

namespace OpenLedger.Studio.Controls;

/// <summary>A moment on the clock of this computer, as short as it can be told without doubt.</summary>
public static class MomentText
{
    /// <summary>14:05 today, 24 Nov, 14:05 this year, 24 Nov 2025, 14:05 else.</summary>
    public static string Of(DateTimeOffset moment, TimeProvider clock)
    {
        var local = TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone);
        var today = clock.GetLocalNow();
        var form = local.Date == today.Date ? "HH:mm" : local.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm";
        return local.ToString(form, CultureInfo.CurrentCulture);
    }

    /// <summary>24 Nov 2026</summary>
    public static string Day(DateTimeOffset moment, TimeProvider clock) =>
        TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone).ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}
